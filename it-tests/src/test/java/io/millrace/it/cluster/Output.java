package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a file sink has written. */
record Output(Path directory) {
  /** The lines of one partition. */
  List<String> partition(int number) {
    return lines(directory.resolve("part-%05d.txt".formatted(number)));
  }

  /** The lines of all partitions, one after the other. */
  List<String> lines() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .flatMap(file -> lines(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One partition holds these lines in this order; else says where it first does not. */
  void assertHolds(int number, List<String> expected) {
    List<String> actual = partition(number);
    int same = 0;
    while (same < Math.min(actual.size(), expected.size())
        && actual.get(same).equals(expected.get(same))) {
      same++;
    }
    assertThat(actual.subList(same, Math.min(same + 3, actual.size())))
        .as(
            "partition %d from line %d on; it has %d lines, expected are %d",
            number, same, actual.size(), expected.size())
        .isEqualTo(expected.subList(same, Math.min(same + 3, expected.size())));
  }

  /** Of lines {@code key TAB number} the sum of the numbers by key. */
  Map<String, Long> totals() {
    Map<String, Long> totals = new TreeMap<>();
    for (String line : lines()) {
      int tab = line.indexOf('\t');
      totals.merge(line.substring(0, tab), Long.parseLong(line.substring(tab + 1)), Long::sum);
    }
    return totals;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
