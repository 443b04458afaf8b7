package io.millrace.connectors.fileinput;

import java.nio.charset.StandardCharsets;

/** Texts to read. */
final class Texts {
  private Texts() {}

  /** Numbered lines. */
  static byte[] numbered(String line, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line).append(' ').append(i).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
