package io.millrace.dsl;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the readers and writers behind the descriptions that don't open themselves; found by {@link
 * java.util.ServiceLoader} on the class path of the worker.
 */
public interface ConnectorProvider {
  /**
   * Connects to one split; blocks until connected.
   *
   * @param split index into {@link Source#splits}
   * @param from where to go on
   * @return the reader, or null when this provider does not know the source
   * @throws IOException as {@link CustomSource#open} throws it
   */
  @Nullable SourceReader openSource(Source source, int split, Offset from) throws IOException;

  /** The writer of a partition, or null when this provider does not know the sink. */
  @Nullable SinkPartition openSink(Sink<?> sink, SinkContext context) throws IOException;
}
