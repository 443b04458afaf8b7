package io.millrace.dsl;

/** See {@link Sinks#socket}. */
public record SocketSink(String host, int port) implements Sink<Object> {
  public SocketSink {
    if (host.isBlank()) {
      throw new JobDefinitionException("socket sink :" + port + " has no host");
    }
    if (port < 1 || port > 65_535) {
      throw new JobDefinitionException(
          "socket sink " + host + ":" + port + ": the port must lie in 1..65535");
    }
  }

  @Override
  public SinkCollector<Object> collector() {
    return SinkCollector.text();
  }
}
