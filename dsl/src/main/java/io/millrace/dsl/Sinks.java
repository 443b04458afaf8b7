package io.millrace.dsl;

import java.nio.file.Path;

/** The sinks that come with the engine. */
public final class Sinks {
  private Sinks() {}

  /** A line a record on standard output of the worker that owns the partition; at least once. */
  public static Sink<Object> console() {
    return new ConsoleSink();
  }

  /**
   * A line a record in files {@code part-00000.txt} and on, one a partition; each batch is there
   * once. Progress is kept beside, in {@code part-00000.commits}.
   *
   * @param directory made when it is not there, on the workers
   */
  public static Sink<Object> file(Path directory) {
    return file(directory.toString());
  }

  /** See {@link #file(Path)}. */
  public static Sink<Object> file(String directory) {
    return new FileSink(directory);
  }

  /** Checks that the record generator's records have all come, and once; keeps none of them. */
  public static Sink<StampedRecord> latency() {
    return new LatencySink();
  }
}
