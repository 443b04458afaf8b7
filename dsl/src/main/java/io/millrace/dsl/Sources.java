package io.millrace.dsl;

import java.util.List;

/** The sources that come with the engine. */
public final class Sources {
  private Sources() {}

  /** A TCP server that sends records to whoever connects. */
  public static Source socket(String host, int port) {
    return new SocketSource(List.of(new SocketSource.Endpoint(host, port)));
  }

  /**
   * Several TCP servers, or several connections to one: a receiver for each entry.
   *
   * @param endpoints each {@code host:port}
   * @throws JobDefinitionException when an entry is not of that form
   */
  public static Source sockets(List<String> endpoints) {
    return new SocketSource(endpoints.stream().map(SocketSource.Endpoint::parse).toList());
  }
}
