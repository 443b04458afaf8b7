package io.millrace.connectors.fileoutput;

import io.millrace.connectors.buffer.BatchBuffer;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.FencedException;
import io.millrace.dsl.FileSink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A partition as a sequence of text files; see {@link io.millrace.dsl.Sinks#file} for what a user
 * sees and {@link Succession} for how it changes hands.
 *
 * <p>A batch is kept in memory until its commit. Then its data is appended to the segment and a
 * commit record written, and when the owner has not been replaced by then, the record is confirmed.
 * Data behind the last record does not count. Nothing is forced to disk.
 */
public final class FilePartition implements SinkPartition {
  private final PartitionFiles files;
  private final Succession succession;
  private final CommitFile commits;
  private final Path commitsPath;
  private final long segmentBytes;
  private final BatchBuffer buffer = new BatchBuffer();
  private CommitRecord committed;
  private SegmentId segment;
  private @Nullable FileChannel data;
  private boolean broken;

  private FilePartition(
      PartitionFiles files,
      Succession succession,
      Succession.Ownership ownership,
      long segmentBytes) {
    this.files = files;
    this.succession = succession;
    this.commits = ownership.commits();
    this.committed = ownership.first();
    this.commitsPath = files.commits(committed.fence());
    this.segment = committed.segment();
    this.segmentBytes = segmentBytes;
  }

  /**
   * Opens the partition where its last commit left it; makes the directory if need be.
   *
   * @throws FencedException when a larger fence was here before
   * @throws IOException naming the partition and what is amiss with it
   */
  public static FilePartition open(FileSink sink, SinkContext context) throws IOException {
    return open(Path.of(sink.directory()), sink, context);
  }

  /** The same in any file system. */
  static FilePartition open(Path directory, FileSink sink, SinkContext context) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("file sink can't make the directory " + reason(directory, e), e);
    }
    PartitionFiles files = new PartitionFiles(directory, sink.prefix(), context.partition());
    Succession succession = new Succession(files, context);
    try {
      return new FilePartition(files, succession, succession.take(), sink.segmentBytes());
    } catch (IOException e) {
      throw cannotWrite(files, e);
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
      requireOwnership();
      long length = append(buffer.of(batch));
      CommitRecord record = committed.committing(batch, segment, length);
      commits.write(record);
      requireOwnership();
      commits.confirm(record);
      committed = record;
      buffer.clear();
      endSegmentIfFull();
    } catch (IOException e) {
      broken = true;
      throw cannotWrite(files, e);
    }
  }

  /** Leaves files that hold what is committed and nothing else. */
  @Override
  public void close() throws IOException {
    buffer.clear();
    try (commits) {
      if (data != null) {
        data.close();
      }
      if (!broken && Files.exists(commitsPath)) {
        CommitRecord last = committed.closing();
        commits.write(last);
        commits.confirm(last);
      }
    }
  }

  /**
   * Appends to the segment.
   *
   * @return the length of the segment then
   */
  private long append(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return committed.length();
    }
    FileChannel into = data == null ? openNextSegment() : data;
    long start = segment.equals(committed.segment()) ? committed.length() : 0;
    try {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        into.write(left, start + left.position());
      }
      return start + bytes.length;
    } catch (IOException e) {
      into.truncate(start);
      throw e;
    }
  }

  /** Looks behind the making and before the first byte, so a former owner leaves nothing in it. */
  private FileChannel openNextSegment() throws IOException {
    segment = committed.segment().nextOf(committed.owner());
    Path path = files.segment(segment);
    FileChannel made =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    data = made;
    try {
      requireOwnership();
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    return made;
  }

  private void endSegmentIfFull() throws IOException {
    if (data != null && committed.length() >= segmentBytes) {
      data.close();
      data = null;
    }
  }

  private void requireOwnership() throws IOException {
    if (!Files.exists(commitsPath)) {
      succession.refuseIfLate();
      throw new IOException(commitsPath.getFileName() + " was removed");
    }
  }

  private static IOException cannotWrite(PartitionFiles files, IOException e) {
    if (e instanceof FencedException) {
      return e;
    }
    return new IOException("file sink can't write " + files + ": " + reason(e), e);
  }

  private static String reason(Path path, IOException e) {
    return path + ": " + reason(e);
  }

  /** A file system's exception gives its reason apart from the path. */
  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "a file is in the way";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
