package io.millrace.core.model;

import java.util.List;

/**
 * What a task sent into a shuffle.
 *
 * @param chunks how many it sent to each partition
 */
public record ChunkCounts(int shuffle, List<Integer> chunks) {
  public ChunkCounts {
    chunks = List.copyOf(chunks);
  }
}
