package io.millrace.launcher.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Keeps what is written; a test may have something happen at each write. */
final class FakeChannel implements WritableByteChannel {

  /** What happens at a write, before its bytes are taken. */
  interface AtWrite {
    void happens(int writesBefore) throws IOException;
  }

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtWrite atWrite;
  private int writes;
  private boolean open = true;

  FakeChannel(AtWrite atWrite) {
    this.atWrite = atWrite;
  }

  FakeChannel() {
    this(writesBefore -> {});
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    atWrite.happens(writes++);
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    written.writeBytes(bytes);
    return bytes.length;
  }

  byte[] written() {
    return written.toByteArray();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
