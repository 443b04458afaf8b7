package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A record as a reader sees it, taken apart with nothing of the generator's own.
 *
 * @param ordinal what its first digit says
 * @param id what the other digits say
 * @param micros its time, modulo 10^10
 */
record SentRecord(int ordinal, long id, long micros) {

  static SentRecord parse(String line) {
    assertThat(line).matches("[0-9a-z]{3,} [0-9]{10}");
    int blank = line.indexOf(' ');
    return new SentRecord(
        Integer.parseInt(line.substring(0, 1), 36),
        // Ids of long records have more digits than a long, leading zeros all of them.
        Long.parseLong(line.substring(Math.max(1, blank - 12), blank), 36),
        Long.parseLong(line.substring(blank + 1)));
  }

  static List<String> lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.US_ASCII);
    assertThat(text).endsWith("\n");
    return text.lines().toList();
  }

  static List<SentRecord> parseAll(byte[] bytes) {
    return lines(bytes).stream().map(SentRecord::parse).toList();
  }
}
