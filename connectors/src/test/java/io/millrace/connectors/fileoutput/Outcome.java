package io.millrace.connectors.fileoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be seen of a sink's directory. */
record Outcome(Path directory) {
  /** By the reader that knows what is committed. */
  String committed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CommittedOutput.of(directory).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** By {@code cat part-*}. */
  String plain() {
    return files().stream()
        .filter(file -> file.startsWith("part-"))
        .map(file -> read(directory.resolve(file)))
        .collect(Collectors.joining());
  }

  /** The names of all files, hidden ones among them. */
  List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Batches up to the one are there, whole and once and in order, and nothing else. */
  void assertCommittedThrough(long batch) {
    assertThat(committed()).isEqualTo(OwnerProcess.textThrough(batch));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
