package io.millrace.dsl;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens the readers and writers behind descriptions; found by {@link java.util.ServiceLoader}. */
public interface ConnectorProvider {
  /**
   * Connects to one split; blocks until connected.
   *
   * @param split index into {@link Source#splits}
   * @return the reader, or null when this provider does not know the source
   * @throws IOException with a sentence a person can act on, naming the split
   */
  @Nullable SourceReader openSource(Source source, int split) throws IOException;

  /** The writer of a partition, or null when this provider does not know the sink. */
  @Nullable SinkPartition openSink(Sink<?> sink, SinkContext context) throws IOException;
}
