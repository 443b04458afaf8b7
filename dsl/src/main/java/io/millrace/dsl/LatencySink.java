package io.millrace.dsl;

/** See {@link Sinks#latency}. What its collector writes is a sequence of {@link IdRuns}. */
public record LatencySink() implements Sink<StampedRecord> {
  @Override
  public SinkCollector<StampedRecord> collector() {
    return new LatencyCollector();
  }
}
