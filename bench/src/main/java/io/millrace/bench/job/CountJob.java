package io.millrace.bench.job;

import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.List;

/** Counts lines and nothing else. Takes the arguments of the demo's job. */
public final class CountJob implements StreamJob {
  @Override
  public void define(StreamContext context) {
    List<String> sources = List.of(context.argument("sources").split(","));
    context.argument("record-bytes"); // lines say themselves where they end
    context.source(Sources.sockets(sources), new CountedLines()).to(new RecordCount());
  }
}
