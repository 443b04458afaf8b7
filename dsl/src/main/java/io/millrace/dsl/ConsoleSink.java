package io.millrace.dsl;

/** See {@link Sinks#console}. */
public record ConsoleSink() implements Sink<Object> {
  @Override
  public SinkCollector<Object> collector() {
    return SinkCollector.text();
  }
}
