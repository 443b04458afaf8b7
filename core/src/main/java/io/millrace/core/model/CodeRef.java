package io.millrace.core.model;

/**
 * The jar that a job's classes come from.
 *
 * @param sha256 of the file, 64 hexadecimal digits: names the jar and proves that it arrived whole
 * @param bytes length of the file
 */
public record CodeRef(String sha256, long bytes) {
  @Override
  public String toString() {
    return sha256.substring(0, Math.min(12, sha256.length()));
  }
}
