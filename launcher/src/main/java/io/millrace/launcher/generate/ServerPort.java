package io.millrace.launcher.generate;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/** Takes the port to listen on, or says in a sentence why it cannot be had. */
final class ServerPort {
  private ServerPort() {}

  /**
   * A socket that listens.
   *
   * @throws IOException whose message is a sentence for the user
   */
  static ServerSocketChannel open(String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("no address is known for %s; give another --bind".formatted(host));
    }
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(address);
    } catch (IOException e) {
      server.close();
      throw new IOException(whyNotBound(host, port, e), e);
    }
  }

  private static String whyNotBound(String host, int port, IOException cause) {
    // The same exception stands for a foreign address as well: only the text tells them apart.
    String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof BindException && reason.contains("in use")) {
      return "port %d is in use on %s; choose another with --port, 0 for any free one"
          .formatted(port, host);
    }
    return "cannot listen on %s:%d (%s); choose another --bind or --port"
        .formatted(host, port, reason);
  }
}
