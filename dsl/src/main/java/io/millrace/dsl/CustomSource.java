package io.millrace.dsl;

import java.io.IOException;

/**
 * A source of one's own: its class travels with the job, so nothing is installed on the workers.
 */
public interface CustomSource extends Source {
  /**
   * Connects to one split, on a worker; blocks until connected.
   *
   * @param split index into {@link #splits}
   * @param from where to go on: {@link Offset#START}, or what a reader of this split once gave
   * @throws SourceFailedException when trying again would be of no use: the job fails
   * @throws IOException with a sentence a person can act on, naming the split; it is tried again
   */
  SourceReader open(int split, Offset from) throws IOException;
}
