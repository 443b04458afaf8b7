package io.millrace.dsl;

import java.io.IOException;

/**
 * A sink of one's own: its class travels with the job, so nothing is installed on the workers.
 * {@link SinkCollector#text} and {@link SinkCollector#of} are collectors to begin with.
 */
public interface CustomSink<T> extends Sink<T> {
  /**
   * Opens a partition on the worker that owns it.
   *
   * @throws FencedException when a larger fence was here before
   * @throws IOException with a sentence a person can act on: the job fails
   */
  SinkPartition open(SinkContext context) throws IOException;
}
