package io.millrace.actors.worker;

import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.Offset;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.SocketSource;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Both ends of real sockets: a server that a test plays, and the connector that dials it. */
final class TestSocket {
  /** Small, so that a sender soon feels whether anybody reads. */
  private static final int SOCKET_BUFFER_BYTES = 32 * 1_024;

  private TestSocket() {}

  /** A listening server on a port of its own. */
  static final class Server implements AutoCloseable {
    private final ServerSocketChannel listening;

    Server() throws IOException {
      listening = ServerSocketChannel.open();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
      return listening.socket().getLocalPort();
    }

    SocketSource source() {
      return sourceAt(port());
    }

    Connection accept() throws IOException {
      SocketChannel accepted = listening.accept();
      accepted.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
      return new Connection(accepted);
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }

  /** What the server has of one connection. */
  record Connection(SocketChannel channel) implements AutoCloseable {
    void send(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  static SocketSource sourceAt(int port) {
    return new SocketSource(List.of(new SocketSource.Endpoint("127.0.0.1", port)));
  }

  /** A port that nothing listens on. */
  static int unusedPort() throws IOException {
    try (Server server = new Server()) {
      return server.port();
    }
  }

  /** Dials socket sources; knows no sinks. */
  static final class Connector implements ConnectorProvider {
    @Override
    public SourceReader openSource(Source source, int split, Offset from) throws IOException {
      if (!(source instanceof SocketSource sockets)) {
        return null;
      }
      SocketSource.Endpoint endpoint = sockets.endpoints().get(split);
      try {
        return new Reader(dial(new InetSocketAddress(endpoint.host(), endpoint.port())));
      } catch (IOException e) {
        throw new IOException(endpoint + " refused", e);
      }
    }

    private static SocketChannel dial(InetSocketAddress address) throws IOException {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
      channel.connect(address);
      return channel;
    }

    @Override
    public SinkPartition openSink(Sink<?> sink, SinkContext context) {
      return null;
    }
  }

  private record Reader(SocketChannel channel) implements SourceReader {
    @Override
    public int read(ByteBuffer into) throws IOException {
      try {
        return channel.read(into);
      } catch (ClosedChannelException closedHere) {
        return -1;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
