package io.millrace.connectors.socket;

import io.millrace.dsl.SocketSink;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection to a server that takes records. What the server says is read and ignored. */
final class SinkConnection implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int IGNORED_BYTES = 4 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final Duration patience;
  private final ByteBuffer ignored = ByteBuffer.allocate(IGNORED_BYTES);

  private SinkConnection(SocketChannel channel, Selector selector, Duration patience) {
    this.channel = channel;
    this.selector = selector;
    this.patience = patience;
  }

  /**
   * Connects, for at most 5 s.
   *
   * @param patience how long the server may take nothing
   * @throws IOException saying what is amiss
   */
  static SinkConnection open(SocketSink server, Duration patience) throws IOException {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new IOException("no address is known for host " + server.host());
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, CONNECT_TIMEOUT_MILLIS);
      channel.configureBlocking(false);
      Selector selector = channel.provider().openSelector();
      channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      return new SinkConnection(channel, selector, patience);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Hands everything to the connection.
   *
   * @throws IOException when the server has closed it, or took nothing for too long
   */
  void send(byte[] lines) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(lines);
    long progress = System.nanoTime();
    refuseIfClosed();
    while (left.hasRemaining()) {
      if (channel.write(left) > 0) {
        progress = System.nanoTime();
        continue;
      }
      long waited = System.nanoTime() - progress;
      if (waited >= patience.toNanos() || Thread.currentThread().isInterrupted()) {
        throw new SocketTimeoutException("it does not read what it is sent");
      }
      selector.select(Math.max(1, (patience.toNanos() - waited) / 1_000_000));
      selector.selectedKeys().clear();
      refuseIfClosed();
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }

  private void refuseIfClosed() throws IOException {
    int read = 1;
    while (read > 0) {
      read = channel.read(ignored.clear());
    }
    if (read < 0) {
      throw new EOFException("it has closed the connection");
    }
  }
}
