package io.millrace.connectors.socket;

import io.millrace.dsl.SocketSource.Endpoint;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** A connection to a TCP server that sends records. */
public final class SocketReader implements SourceReader {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final Endpoint endpoint;
  private final SocketChannel channel;

  private SocketReader(Endpoint endpoint, SocketChannel channel) {
    this.endpoint = endpoint;
    this.channel = channel;
  }

  /**
   * Connects, for at most 5 s.
   *
   * @throws IOException naming host and port, and what is amiss there
   */
  public static SocketReader connect(Endpoint endpoint) throws IOException {
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    if (address.isUnresolved()) {
      throw new IOException(
          "source " + endpoint + ": no address is known for host " + endpoint.host());
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, CONNECT_TIMEOUT_MILLIS);
    } catch (IOException e) {
      channel.close();
      throw new IOException("source " + endpoint + " " + reason(e), e);
    }
    return new SocketReader(endpoint, channel);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      return channel.read(into);
    } catch (ClosedChannelException closedHere) {
      return -1;
    } catch (IOException e) {
      throw new IOException("source " + endpoint + " broke the connection: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String reason(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "did not answer within " + CONNECT_TIMEOUT_MILLIS / 1000 + " s";
    }
    if (e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused")) {
      return "refused the connection: nothing listens there";
    }
    return "can't be reached: " + e.getMessage();
  }
}
