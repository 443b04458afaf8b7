package io.millrace.bench.job;

import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.List;

/**
 * The latency job with an object for every record: text, parsed by a function of the user's. Takes
 * the arguments of the demo's job.
 */
public final class LinesJob implements StreamJob {
  @Override
  public void define(StreamContext context) {
    List<String> sources = List.of(context.argument("sources").split(","));
    context.argument("record-bytes"); // lines say themselves where they end
    context
        .source(Sources.sockets(sources), new TimedLines())
        .map(StampedLine::parse)
        .to(new LineCheck());
  }
}
