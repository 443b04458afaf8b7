package io.millrace.it.cluster;

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
