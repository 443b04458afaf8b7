package io.millrace.config;

/**
 * {@code millrace.code}: the jars of submitted jobs, on each node.
 *
 * @param maxBytes the largest jar that is taken
 * @param keepBytes what jars may take together before those that no job uses go
 */
public record CodeSettings(long maxBytes, long keepBytes) {

  public CodeSettings {
    Range.bytes("millrace.code.max-bytes", maxBytes, 1 << 10, 1L << 40);
    Range.bytes("millrace.code.keep-bytes", keepBytes, 0, 1L << 40);
  }
}
