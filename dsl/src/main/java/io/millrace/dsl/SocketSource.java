package io.millrace.dsl;

import java.io.Serializable;
import java.util.List;

/** Connects to each endpoint as a TCP client; one split an endpoint. */
public record SocketSource(List<Endpoint> endpoints) implements Source {
  public SocketSource {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new JobDefinitionException("a socket source needs at least one host:port");
    }
  }

  @Override
  public List<String> splits() {
    return endpoints.stream().map(Endpoint::toString).toList();
  }

  /** Where a server listens. */
  public record Endpoint(String host, int port) implements Serializable {
    public Endpoint {
      if (host.isBlank()) {
        throw new JobDefinitionException("socket source :" + port + " has no host");
      }
      if (port < 1 || port > 65_535) {
        throw new JobDefinitionException(
            "socket source " + host + ":" + port + ": the port must lie in 1..65535");
      }
    }

    static Endpoint parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        return new Endpoint(
            text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new JobDefinitionException("socket source " + text + " is not host:port");
      }
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
