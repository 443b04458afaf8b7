package io.millrace.peers.jet;

import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection, read without waiting, as Jet's cooperative threads ask for. */
final class BlockReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final int source;
  private final SocketChannel channel;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
  private long blocks;

  private BlockReader(int source, SocketChannel channel) {
    this.source = source;
    this.channel = channel;
  }

  /**
   * Connects to one of several sources.
   *
   * @param sources {@code host:port}, with commas between
   */
  static BlockReader open(String sources, int place) throws IOException {
    String source = sources.split(",")[place];
    int colon = source.lastIndexOf(':');
    int port = Integer.parseInt(source.substring(colon + 1));
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(source.substring(0, colon), port));
    channel.configureBlocking(false);
    return new BlockReader(place, channel);
  }

  /** Hands on the whole records of what one read brings. */
  void fill(SourceBuffer<Block> out) throws IOException {
    if (channel.read(buffer) <= 0) {
      return;
    }
    int whole = buffer.position();
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    if (whole > 0) {
      out.add(new Block(source, blocks++, Arrays.copyOf(bytes, whole)));
      buffer.flip().position(whole);
      buffer.compact();
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
