package io.millrace.dsl;

import java.nio.charset.StandardCharsets;

/**
 * A record that a source's decoder refused.
 *
 * @param position of its first byte in the stream
 * @param bytes as they came, without the end mark
 * @param reason one sentence
 */
public record DeadLetter(int stream, long position, byte[] bytes, String reason) {
  /** The bytes as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "stream %d at %d: %s: %s".formatted(stream, position, reason, text());
  }
}
