package io.millrace.core.model;

/** The content hash of a stage template, 64 hexadecimal digits (SHA-256). */
public record TaskBinaryId(String hex) {
  @Override
  public String toString() {
    return hex.substring(0, Math.min(12, hex.length()));
  }
}
