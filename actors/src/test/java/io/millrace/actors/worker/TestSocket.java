package io.millrace.actors.worker;

import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.SocketSource;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Both ends of real sockets: a server that a test plays, and the connector that dials it. */
final class TestSocket {
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
      return new Connection(listening.accept());
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
    public SourceReader openSource(Source source, int split) throws IOException {
      SocketSource.Endpoint endpoint = ((SocketSource) source).endpoints().get(split);
      try {
        return new Reader(
            SocketChannel.open(new InetSocketAddress(endpoint.host(), endpoint.port())));
      } catch (IOException e) {
        throw new IOException(endpoint + " refused", e);
      }
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
