package io.millrace.connectors.fileinput;

import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceFailedException;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A complete file, from beginning to end; its offset is a byte position. */
public final class FileReader implements SourceReader {
  private final InputFile file;
  private long position;
  private volatile boolean closed;

  private FileReader(InputFile file, long position) {
    this.file = file;
    this.position = position;
  }

  /**
   * Opens a file.
   *
   * @throws SourceFailedException when it is not there, is none, or may not be read
   */
  public static FileReader open(Path path, Offset from) throws IOException {
    try {
      return new FileReader(InputFile.open(path, from.position()), from.position());
    } catch (NoSuchFileException e) {
      throw new SourceFailedException(
          "source " + path.toAbsolutePath() + ": there is no such file", e);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      int bytes = file.read(into);
      position += Math.max(0, bytes);
      return bytes;
    } catch (ClosedChannelException e) {
      if (closed) {
        return END;
      }
      throw e;
    }
  }

  @Override
  public Optional<Offset> offset() {
    return Optional.of(Offset.at(position));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    file.close();
  }
}
