package io.millrace.peers.work;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a peer is to do, as {@code name=value} arguments: {@code sources} ({@code host:port}, a
 * receiver each, with commas between), {@code record-bytes}, {@code warm-up} and {@code measured}
 * (such as {@code PT25S}), and those of the one peer.
 */
public final class PeerOrder {
  private final Map<String, String> values = new HashMap<>();

  /** Those that a process was started with. */
  public PeerOrder(String[] arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  /** A value; asking for one that was not given is an error of whoever started this. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + "=.. is missing");
    }
    return value;
  }

  public Duration duration(String name) {
    return Duration.parse(text(name));
  }

  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** What to connect to, a receiver each. */
  public List<InetSocketAddress> sources() {
    return List.of(text("sources").split(",")).stream().map(PeerOrder::address).toList();
  }

  private static InetSocketAddress address(String source) {
    int colon = source.lastIndexOf(':');
    return new InetSocketAddress(
        source.substring(0, colon), Integer.parseInt(source.substring(colon + 1)));
  }
}
