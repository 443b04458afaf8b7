package io.millrace.peers.spark;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Collections;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.receiver.Receiver;

/**
 * Stores what has come as one block of bytes, cut behind its last whole record, each block interval
 * or when half the buffer is full: past Spark's own block generator, which wants an object for each
 * record. The object is made here and carried to its place, as receivers are.
 */
final class BlockReceiver extends Receiver<byte[]> {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 1 << 20;

  private final InetSocketAddress source;
  private final long blockNanos;

  BlockReceiver(InetSocketAddress source, long blockNanos) {
    super(StorageLevel.MEMORY_ONLY());
    this.source = source;
    this.blockNanos = blockNanos;
  }

  @Override
  public void onStart() {
    Thread thread = new Thread(this::receive, "block-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void onStop() {
    // The source ends the connection, and with it the thread.
  }

  private void receive() {
    try (Socket socket = new Socket(source.getHostString(), source.getPort())) {
      receive(socket.getInputStream());
    } catch (IOException e) {
      System.err.println("the receiver of " + source + " failed: " + e.getMessage());
    }
  }

  private void receive(InputStream input) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int filled = 0;
    long sealed = System.nanoTime();
    for (int read = input.read(buffer);
        read >= 0;
        read = input.read(buffer, filled, space(filled))) {
      filled += read;
      long now = System.nanoTime();
      if (now - sealed >= blockNanos || filled >= BUFFER_BYTES / 2) {
        filled = seal(buffer, filled);
        sealed = now;
      }
    }
    seal(buffer, filled);
  }

  private static int space(int filled) {
    return BUFFER_BYTES - filled;
  }

  /**
   * Stores the whole records; what is left of another moves to the front, and its length returns.
   */
  private int seal(byte[] buffer, int filled) {
    int whole = filled;
    while (whole > 0 && buffer[whole - 1] != '\n') {
      whole--;
    }
    if (whole > 0) {
      store(Collections.singletonList(Arrays.copyOf(buffer, whole)).iterator());
      System.arraycopy(buffer, whole, buffer, 0, filled - whole);
    }
    return filled - whole;
  }
}
