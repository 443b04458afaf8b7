package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.Millrace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the job as it is, on the whole engine, in this process. */
class WordCountTest {
  @Test
  void counts_words_whatever_their_case(@TempDir Path folder) throws Exception {
    Path in = Files.writeString(folder.resolve("in.txt"), "To be, or not\n\nto be\n");
    Path out = folder.resolve("out");

    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      millrace.run(new WordCount(), "in=" + in, "out=" + out).await();
    }

    assertEquals(Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L), totals(out));
  }

  /** Each batch has counts of its own, and the engine decides which records make a batch. */
  private static Map<String, Long> totals(Path directory) throws IOException {
    Map<String, Long> totals = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "part-*")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          String[] pair = line.split("\t");
          totals.merge(pair[0], Long.valueOf(pair[1]), Long::sum);
        }
      }
    }
    return totals;
  }
}
