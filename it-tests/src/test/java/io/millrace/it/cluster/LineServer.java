package io.millrace.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A TCP server that sends lines to whoever connects, each connection as the test says. */
final class LineServer implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final List<Connection> connections = new ArrayList<>();

  LineServer() {
    try {
      listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, {@code host:port}. */
  String address() {
    try {
      InetSocketAddress local = (InetSocketAddress) listener.getLocalAddress();
      return local.getHostString() + ":" + local.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next connection; waits for it. */
  Connection accept() throws IOException {
    Connection accepted = new Connection(listener.accept());
    synchronized (connections) {
      connections.add(accepted);
    }
    return accepted;
  }

  /** Ends all connections, each behind what was sent; a receiver that comes back is refused. */
  @Override
  public void close() throws IOException {
    synchronized (connections) {
      for (Connection connection : connections) {
        connection.close();
      }
    }
    listener.close();
  }

  /** A connection of one receiver. */
  static final class Connection implements AutoCloseable {
    private final SocketChannel channel;

    private Connection(SocketChannel channel) {
      this.channel = channel;
    }

    /**
     * Sends lines; returns when the system has taken all their bytes, and waits for that.
     *
     * @throws UncheckedIOException when the receiver has closed the connection
     */
    void send(List<String> lines) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
