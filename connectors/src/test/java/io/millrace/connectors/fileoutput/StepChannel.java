package io.millrace.connectors.fileoutput;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file of a {@link StepFileSystem}; a write is two steps, so it can be torn. */
final class StepChannel extends FileChannel {
  private final FileChannel real;
  private final String name;
  private final StepFileSystem.Steps steps;

  StepChannel(FileChannel real, String name, StepFileSystem.Steps steps) {
    this.real = real;
    this.name = name.substring(name.lastIndexOf('/') + 1);
    this.steps = steps;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    steps.before("write " + name);
    int half = (from.remaining() + 1) / 2;
    int written = real.write(from.slice().limit(half), position);
    from.position(from.position() + written);
    if (!from.hasRemaining()) {
      return written;
    }
    steps.before("write the rest of " + name);
    return written + real.write(from, position + written);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = write(from, real.position());
    real.position(real.position() + written);
    return written;
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    steps.before("read " + name);
    return real.read(into);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    steps.before("read " + name);
    return real.read(into, position);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    real.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    steps.before("size of " + name);
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    steps.before("truncate " + name);
    real.truncate(size);
    return this;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    steps.before("transfer " + name);
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    real.force(metaData);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  /** A process that is killed has its files closed, too: no step. */
  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
