package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connectors.fileoutput.CommittedOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** What a file sink has written. */
public record Output(Path directory) {
  /** The lines of one partition. */
  public List<String> partition(int number) {
    return lines(out -> CommittedOutput.of(directory).writeTo(number, out));
  }

  /** The lines of all partitions, one after the other. */
  public List<String> lines() {
    return lines(out -> CommittedOutput.of(directory).writeTo(out));
  }

  /** What {@code cat part-*} shows. */
  public String plain() {
    try (Stream<Path> files = Files.list(directory)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Output::isPart).sorted().toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One partition holds these lines in this order; else says where it first does not. */
  public void assertHolds(int number, List<String> expected) {
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
  public Map<String, Long> totals() {
    return byKey(Long::sum);
  }

  /** Of such lines the numbers of each key, merged. */
  public Map<String, Long> byKey(BinaryOperator<Long> merge) {
    Map<String, Long> numbers = new TreeMap<>();
    for (String line : lines()) {
      int tab = line.indexOf('\t');
      numbers.merge(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)), merge);
    }
    return numbers;
  }

  private static boolean isPart(Path file) {
    return file.getFileName().toString().startsWith("part-");
  }

  private static List<String> lines(Copy copy) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      copy.to(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @FunctionalInterface
  private interface Copy {
    void to(ByteArrayOutputStream out) throws IOException;
  }
}
