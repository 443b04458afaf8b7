package io.millrace.bench.floor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One connection, read and worked on by one thread. A read may return past the deadline; the work
 * is then done at once, on all there is, as it is when the buffer is full.
 */
final class FloorConnection {
  private static final int BUFFER_BYTES = 4 << 20;
  private static final int READ_BYTES = 256 << 10;

  private final String source;
  private final long intervalNanos;
  private final FloorTimes times;
  private final RecordWork work;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
  private volatile boolean stopped;

  FloorConnection(String source, FloorPlan plan, FloorTimes times) {
    this.source = source;
    this.intervalNanos = plan.interval().toNanos();
    this.times = times;
    this.work = new RecordWork(plan, times);
  }

  /**
   * Reads to the end of the connection, or of the time.
   *
   * @throws IOException when it can't be made, or breaks
   */
  void run() throws IOException {
    try (SocketChannel channel = connect()) {
      long deadline = times.nanos();
      while (read(channel) >= 0 && !stopped) {
        long now = times.nanos();
        times.bytesCame(now);
        if (now >= deadline) {
          workOnWholeRecords();
          deadline += (1 + (now - deadline) / intervalNanos) * intervalNanos;
        } else if (buffer.remaining() < READ_BYTES) {
          workOnWholeRecords();
        }
      }
      workOnWholeRecords();
    }
  }

  /** Ends it after its next read; any thread may call this. */
  void stop() {
    stopped = true;
  }

  private SocketChannel connect() throws IOException {
    int colon = source.lastIndexOf(':');
    int port = Integer.parseInt(source.substring(colon + 1));
    try {
      return SocketChannel.open(new InetSocketAddress(source.substring(0, colon), port));
    } catch (IOException e) {
      throw new IOException(source + " can't be connected to: " + e.getMessage(), e);
    }
  }

  private int read(SocketChannel channel) throws IOException {
    buffer.limit(Math.min(buffer.position() + READ_BYTES, BUFFER_BYTES));
    int read = channel.read(buffer);
    buffer.limit(BUFFER_BYTES);
    return read;
  }

  private void workOnWholeRecords() {
    int whole = buffer.position();
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    if (whole > 0) {
      work.process(bytes, whole);
      buffer.flip().position(whole);
      buffer.compact();
    }
  }

  RecordWork work() {
    return work;
  }
}
