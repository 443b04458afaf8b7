package io.millrace.connectors.fileinput;

import io.millrace.dsl.SourceFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that is being read; knows whether another one has got its name. */
final class InputFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final @Nullable Object key;

  private InputFile(Path path, FileChannel channel, @Nullable Object key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
  }

  /**
   * Opens a file.
   *
   * @param position of the first byte to read
   * @throws NoSuchFileException when there is none
   * @throws SourceFailedException when it can't be read, or is a directory
   */
  static InputFile open(Path path, long position) throws IOException {
    try {
      while (true) {
        Object before = keyOf(path);
        FileChannel channel = FileChannel.open(path);
        boolean isTaken = false;
        try {
          if (Objects.equals(before, keyOf(path))) {
            InputFile file = new InputFile(path, channel.position(position), before);
            isTaken = true;
            return file;
          }
        } finally {
          if (!isTaken) {
            channel.close(); // replaced or removed meanwhile
          }
        }
      }
    } catch (AccessDeniedException e) {
      throw new SourceFailedException("source " + path + " may not be read by this worker", e);
    }
  }

  Path path() {
    return path;
  }

  String name() {
    return path.getFileName().toString();
  }

  /** What tells the file from another one of its name; null where the file system does not say. */
  @Nullable Object key() {
    return key;
  }

  long position() throws IOException {
    return channel.position();
  }

  /**
   * Like {@link FileChannel#read}.
   *
   * @throws ClosedChannelException when it was closed here, or this thread was interrupted
   */
  int read(ByteBuffer into) throws IOException {
    try {
      return channel.read(into);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("source " + path + " can't be read on: " + e.getMessage(), e);
    }
  }

  /** Whether its name is that of another file now, or it was cut to less than was read of it. */
  boolean isReplaced() throws IOException {
    try {
      return !Objects.equals(key, keyOf(path)) || channel.size() < channel.position();
    } catch (NoSuchFileException e) {
      return false; // the other one is still to come
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new SourceFailedException(
          "source " + path + " is a directory; read it with Sources.directory");
    }
    return attributes.fileKey();
  }
}
