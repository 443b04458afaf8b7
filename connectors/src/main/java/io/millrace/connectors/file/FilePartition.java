package io.millrace.connectors.file;

import io.millrace.connectors.buffer.BatchBuffer;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import io.millrace.dsl.FencedException;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A partition as a text file {@code part-NNNNN.txt}, with a log of its commits in {@code
 * part-NNNNN.commits}.
 *
 * <p>A batch is kept in memory until its commit: then the data is appended and a commit record
 * behind it. Data behind the last commit record does not count and is cut off when the partition is
 * opened. Opening leaves a record with the opener's fence, so a former owner that is still about
 * sees at its next commit that it has been replaced.
 *
 * <p>Nothing is forced to disk: a commit survives the death of the process, not that of the
 * machine.
 */
public final class FilePartition implements SinkPartition {
  private final Path path;
  private final Fence fence;
  private final FileChannel data;
  private final CommitLog log;
  private final BatchBuffer buffer = new BatchBuffer();
  private CommitRecord committed;

  private FilePartition(Path path, Fence fence, FileChannel data, CommitLog log)
      throws IOException {
    this.path = path;
    this.fence = fence;
    this.data = data;
    this.log = log;
    CommitRecord last = lastByOwnRight();
    if (data.size() < last.length()) {
      throw new IOException(
          "%d bytes were committed but only %d are there".formatted(last.length(), data.size()));
    }
    data.truncate(last.length());
    this.committed = new CommitRecord(last.batch(), last.length(), fence);
    log.append(committed);
  }

  /**
   * Opens the partition where its last commit left it; makes the directory if need be.
   *
   * @throws FencedException when a larger fence was here before
   * @throws IOException naming the path and what is amiss with it
   */
  public static FilePartition open(Path directory, SinkContext context) throws IOException {
    String name = "part-%05d".formatted(context.partition());
    Path path = directory.resolve(name + ".txt");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("file sink can't make the directory " + reason(directory, e), e);
    }
    try {
      return open(path, directory.resolve(name + ".commits"), context.fence());
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  private static FilePartition open(Path path, Path commits, Fence fence) throws IOException {
    FileChannel data = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      CommitLog log = new CommitLog(commits);
      try {
        return new FilePartition(path, fence, data, log);
      } catch (IOException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      data.close();
      throw e;
    }
  }

  @Override
  public BatchId lastCommitted() {
    return committed.batch();
  }

  @Override
  public void write(BatchId batch, DataInput output, int length) throws IOException {
    buffer.append(batch, output, length);
  }

  @Override
  public void commit(BatchId batch) throws IOException {
    try {
      lastByOwnRight();
      ByteBuffer bytes = ByteBuffer.wrap(buffer.of(batch));
      long position = committed.length();
      while (bytes.hasRemaining()) {
        position += data.write(bytes, position);
      }
      CommitRecord record = new CommitRecord(batch, position, fence);
      log.append(record);
      committed = record;
      buffer.clear();
    } catch (FencedException e) {
      throw e;
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (data;
        log) {
      buffer.clear();
    }
  }

  private CommitRecord lastByOwnRight() throws IOException {
    CommitRecord last = log.last();
    if (last.fence().compareTo(fence) > 0) {
      throw new FencedException(
          "file sink: %s is owned under %s by now, which is newer than %s"
              .formatted(path, last.fence(), fence));
    }
    return last;
  }

  private static IOException cannotWrite(Path path, IOException e) {
    return new IOException("file sink can't write " + reason(path, e), e);
  }

  /** A file system's exception repeats the path and gives its reason apart. */
  private static String reason(Path path, IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return path + ": " + (reason == null ? e.getClass().getSimpleName() : reason);
  }
}
