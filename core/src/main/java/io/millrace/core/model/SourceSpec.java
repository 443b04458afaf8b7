package io.millrace.core.model;

import io.millrace.dsl.StreamId;
import java.util.List;

/**
 * A source of a job.
 *
 * @param name of its node in the graph
 * @param reading the serialized source with its framing
 * @param firstStream the number of its first stream
 * @param splits labels of its splits, one stream each
 */
public record SourceSpec(String name, byte[] reading, int firstStream, List<String> splits) {
  public SourceSpec {
    splits = List.copyOf(splits);
  }

  /** Whether the stream is one of its splits. */
  public boolean has(StreamId stream) {
    int split = splitOf(stream);
    return split >= 0 && split < splits.size();
  }

  /** Which of its splits the stream is, from 0. */
  public int splitOf(StreamId stream) {
    return stream.value() - firstStream;
  }
}
