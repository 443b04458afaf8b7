package io.millrace.connectors.file;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The commit records of a partition, append-only; its last valid one is the truth. */
final class CommitLog implements AutoCloseable {
  private final FileChannel file;

  CommitLog(Path path) throws IOException {
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** The last valid record; where there is none, one that says that nothing is committed. */
  CommitRecord last() throws IOException {
    long end = wholeRecords();
    while (end > 0) {
      Optional<CommitRecord> record = read(end - CommitRecord.BYTES);
      if (record.isPresent()) {
        return record.get();
      }
      end -= CommitRecord.BYTES;
    }
    return new CommitRecord(BatchId.NONE, 0, new Fence(Long.MIN_VALUE, Long.MIN_VALUE));
  }

  /** Behind the last whole record, over what a crash may have left there. */
  void append(CommitRecord record) throws IOException {
    ByteBuffer bytes = record.encode();
    long position = wholeRecords();
    while (bytes.hasRemaining()) {
      position += file.write(bytes, position);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private long wholeRecords() throws IOException {
    return file.size() / CommitRecord.BYTES * CommitRecord.BYTES;
  }

  private Optional<CommitRecord> read(long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CommitRecord.BYTES);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        return Optional.empty();
      }
    }
    return CommitRecord.decode(bytes);
  }
}
