package io.millrace.bench.job;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.job.LatencyJob;
import java.util.ArrayList;
import java.util.List;

/** Counts the records of each batch by their ids modulo a number: a shuffle, and all its keys. */
public final class KeyedJob implements StreamJob {
  private static final String KEYS = "keys";

  /** What the job is to be run with. */
  public static List<String> arguments(List<String> sources, int recordBytes, int keys) {
    List<String> arguments = new ArrayList<>(LatencyJob.arguments(sources, recordBytes));
    arguments.add(KEYS + "=" + keys);
    return arguments;
  }

  @Override
  public void define(StreamContext context) {
    List<String> sources = List.of(context.argument("sources").split(","));
    int recordBytes = Integer.parseInt(context.argument("record-bytes"));
    long keys = Long.parseLong(context.argument(KEYS));
    context
        .source(Sources.sockets(sources), Decoders.stamped(recordBytes))
        .keyBy(record -> record.id() % keys)
        .count()
        .map(count -> count.value())
        .to(new RecordCount());
  }
}
