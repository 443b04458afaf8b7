package io.millrace.core.model;

import io.millrace.dsl.StreamId;

/**
 * A block without its bytes: the only form the driver sees.
 *
 * @param to position behind its last byte, in framed bytes
 * @param connection counts the connections of the stream, from 0
 */
public record BlockMeta(BlockId id, long to, int connection) {
  public StreamId stream() {
    return id.stream();
  }

  public long from() {
    return id.from();
  }

  /** Bytes. */
  public int length() {
    return (int) (to - id.from());
  }
}
