package io.millrace.launcher.job;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.List;

/**
 * The job of the demo, an ordinary one: reads stamped records, looks at every one, and has the sink
 * count them and check that each came once.
 */
public final class LatencyJob implements StreamJob {
  private static final String SOURCES = "sources";
  private static final String RECORD_BYTES = "record-bytes";

  /**
   * What the job is to be run with.
   *
   * @param sources {@code host:port}, a receiver each
   * @param recordBytes length of a record with its newline
   */
  public static List<String> arguments(List<String> sources, int recordBytes) {
    return List.of(SOURCES + "=" + String.join(",", sources), RECORD_BYTES + "=" + recordBytes);
  }

  @Override
  public void define(StreamContext context) {
    List<String> sources = List.of(context.argument(SOURCES).split(","));
    int recordBytes = Integer.parseInt(context.argument(RECORD_BYTES));
    context.source(Sources.sockets(sources), Decoders.stamped(recordBytes)).to(Sinks.latency());
  }
}
