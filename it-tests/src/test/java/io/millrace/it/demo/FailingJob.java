package io.millrace.it.demo;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.List;

/** A job whose function does not bear what its source sends. */
public final class FailingJob implements StreamJob {
  private final String source;

  /** Takes {@code host:port}. */
  public FailingJob(String[] arguments) {
    source = arguments[0];
  }

  @Override
  public void define(StreamContext context) {
    context
        .source(Sources.sockets(List.of(source)), Decoders.lines())
        .map(Integer::parseInt)
        .named("parse")
        .to(Sinks.console());
  }
}
