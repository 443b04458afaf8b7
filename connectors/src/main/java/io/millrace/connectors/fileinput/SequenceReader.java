package io.millrace.connectors.fileinput;

import io.millrace.dsl.DirectorySource;
import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceFailedException;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One file after the other, with a boundary behind each, for as long as files come or grow. Looks
 * for more now and then; while there is something to read it does not wait.
 */
public final class SequenceReader implements SourceReader {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final FileSequence files;
  private final Duration pollInterval;
  private volatile @Nullable InputFile current;
  private long position;
  private boolean over;
  private volatile boolean draining;
  private volatile boolean closed;

  private SequenceReader(FileSequence files, Duration pollInterval) {
    this.files = files;
    this.pollInterval = pollInterval;
  }

  /**
   * The files of a directory, as its description wants them read.
   *
   * @throws SourceFailedException when it is not there or is none
   */
  public static SequenceReader ofDirectory(DirectorySource source, Offset from) throws IOException {
    Path directory = Path.of(source.directory());
    DirectoryFiles files = new DirectoryFiles(directory, source.following(), from);
    return new SequenceReader(files, source.pollInterval());
  }

  /**
   * A file as it grows, and those that replace it.
   *
   * @throws IOException when there is none yet
   */
  public static SequenceReader ofGrowingFile(Path path, Offset from) throws IOException {
    if (Files.notExists(path)) {
      throw new IOException("source " + path.toAbsolutePath() + ": there is no such file yet");
    }
    return new SequenceReader(new RotatedFile(path, from), POLL_INTERVAL);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      while (!closed) {
        InputFile file = openFile();
        if (file == null && draining) {
          return END;
        }
        int bytes = file == null ? END : file.read(into);
        if (bytes > 0) {
          position += bytes;
          return bytes;
        }
        if (file != null && isOver(file)) {
          finish(file);
          return BOUNDARY;
        }
        awaitMore();
      }
    } catch (ClosedChannelException | InterruptedIOException e) {
      if (!closed) {
        throw e;
      }
    }
    return END;
  }

  @Override
  public Optional<Offset> offset() {
    return Optional.of(files.offset(current, position));
  }

  @Override
  public void drain() {
    draining = true;
  }

  /** A read that is waiting sees it within the poll interval. */
  @Override
  public void close() throws IOException {
    closed = true;
    InputFile open = current;
    if (open != null) {
      open.close();
    }
  }

  private @Nullable InputFile openFile() throws IOException {
    InputFile open = current;
    if (open != null) {
      return open;
    }
    open = files.next();
    over = false;
    if (open != null) {
      position = open.position();
      current = open;
      if (closed) {
        open.close();
      }
    }
    return open;
  }

  /** What is over is read to its end once more: its writer may have been quick. */
  private boolean isOver(InputFile file) throws IOException {
    boolean wasOver = over;
    over = wasOver || files.isOver(file) || draining;
    return wasOver;
  }

  private void awaitMore() throws InterruptedIOException {
    if (over) {
      return; // there is something already
    }
    LockSupport.parkNanos(pollInterval.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("reading was interrupted");
    }
  }

  private void finish(InputFile file) throws IOException {
    file.close();
    current = null;
  }
}
