package io.millrace.dsl;

import java.nio.file.Path;

/** The sinks that come with the engine. */
public final class Sinks {
  private static final long SEGMENT_BYTES = 64L * 1024 * 1024;

  private Sinks() {}

  /** A line a record on standard output of the worker that owns the partition; at least once. */
  public static Sink<Object> console() {
    return new ConsoleSink();
  }

  /**
   * A line a record in the files of a directory; each batch is there once. A partition of the sink
   * is a sequence of segments, {@code part-00000-000001-000001.txt} and on: partition, owner,
   * segment. There is a next one when the last has reached its size, or another worker has taken
   * the partition over. How far they are valid is noted beside, in files whose names start with a
   * dot.
   *
   * <p>While the job runs, the last segment of a partition may end in output of a batch that is not
   * committed, and so it may when a worker has died, until the job runs again. {@code
   * CommittedOutput} of the connectors reads what is committed and nothing else. A job that ends
   * leaves just what was committed, so that {@code cat part-*} shows it.
   *
   * <p>A later run of the same job adds to what is there. A sink of another job is refused, as is
   * another sink of the same one: give it a directory or a {@link FileSink#withPrefix prefix} of
   * its own. Nothing is forced to disk: a commit survives the death of the process, not that of the
   * machine. Workers that may take over from each other need one file system that shows them the
   * same at once, as a local one does, and one mounted over NFS with cached attributes does not.
   *
   * @param directory made when it is not there, on the workers
   */
  public static FileSink file(Path directory) {
    return file(directory.toString());
  }

  /** See {@link #file(Path)}. */
  public static FileSink file(String directory) {
    return new FileSink(directory, "part", SEGMENT_BYTES);
  }

  /**
   * A line a record to a TCP server, by a connection for each partition. A connection that breaks
   * is made again, with pauses that double, and the batch that was being sent is sent again from
   * its beginning: at least once. What a server was sent and had not read when it died is not known
   * to be missing. A server that can't be reached for 30 s fails the job.
   */
  public static Sink<Object> socket(String host, int port) {
    return new SocketSink(host, port);
  }

  /** Checks that the record generator's records have all come, and once; keeps none of them. */
  public static Sink<StampedRecord> latency() {
    return new LatencySink();
  }

  /**
   * Calls a function once for each batch and partition that has records, batches in order; on the
   * worker that owns the partition, on one thread at a time. At least once: it is called again for
   * a batch whose worker was lost before the call was reported.
   *
   * @param codec carries the records to the owner
   */
  public static <T> Sink<T> foreachBatch(BatchFunction<? super T> function, Codec<T> codec) {
    return new BatchSink<>(function, new BatchFormat.Coded<>(codec));
  }
}
