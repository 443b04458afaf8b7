package io.millrace.bench.job;

import io.millrace.connectors.latency.LatencyPartition;
import io.millrace.dsl.CustomSink;
import io.millrace.dsl.IdRunCollector;
import io.millrace.dsl.SinkCollector;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;

/** Checks that every line has come, and once, as the latency sink does of records in place. */
record LineCheck() implements CustomSink<StampedLine> {
  @Override
  public SinkCollector<StampedLine> collector() {
    return new IdRunCollector<>() {
      @Override
      public void accept(StampedLine line) {
        add(line.id(), line.idRange());
      }
    };
  }

  @Override
  public SinkPartition open(SinkContext context) {
    return new LatencyPartition();
  }
}
