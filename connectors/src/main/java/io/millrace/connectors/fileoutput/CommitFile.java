package io.millrace.connectors.fileoutput;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The commit records of one owner of a partition. There are two places for them, written in turn,
 * so that the last record but one is whole while the last is written, and the file never grows.
 *
 * <p>A record counts for readers once its owner has confirmed it: after it was written the owner
 * has looked and has not been replaced. A successor counts it in any case. The confirmation repeats
 * the number of the record, so that nobody takes that of the record before for it.
 */
final class CommitFile implements AutoCloseable {
  private static final int PLACE_BYTES = 128;
  private static final int CONFIRMED = PLACE_BYTES - Long.BYTES;
  private static final int WRITER = 2 * PLACE_BYTES;

  private final FileChannel file;

  private CommitFile(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes the file under another name and then moves it to its place, so that nobody sees it
   * without its first record, which is still to be confirmed.
   *
   * @param writer the sink that the partition belongs to
   * @throws java.nio.file.FileAlreadyExistsException when the place is taken
   */
  static CommitFile create(Path draft, Path path, SinkName writer, CommitRecord first)
      throws IOException {
    FileChannel file =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      CommitFile commits = new CommitFile(file);
      commits.write(ByteBuffer.wrap(writer.encode().getBytes(StandardCharsets.UTF_8)), WRITER);
      commits.write(first);
      Files.move(draft, path);
      return commits;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Opens the file of someone else. */
  static CommitFile read(Path path) throws IOException {
    return new CommitFile(FileChannel.open(path));
  }

  /** The last whole record, confirmed or not; none in a file that only announces a successor. */
  Optional<CommitRecord> last() throws IOException {
    return later(place(0), place(1));
  }

  /** The last record that readers may rely on. */
  Optional<CommitRecord> lastConfirmed() throws IOException {
    return later(confirmed(0), confirmed(1));
  }

  /** The sink that the partition belongs to; without names as long as there is no record. */
  SinkName writer() throws IOException {
    int length = (int) Math.max(0, file.size() - WRITER);
    return SinkName.decode(StandardCharsets.UTF_8.decode(read(WRITER, length)).toString());
  }

  /** Over the last record but one. */
  void write(CommitRecord record) throws IOException {
    write(record.encode(), placeOf(record));
  }

  /** The owner has not been replaced before the record was written. */
  void confirm(CommitRecord record) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).putLong(record.sequence()).flip();
    write(number, placeOf(record) + CONFIRMED);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static long placeOf(CommitRecord record) {
    return record.sequence() % 2 * PLACE_BYTES;
  }

  private Optional<CommitRecord> place(int number) throws IOException {
    ByteBuffer bytes = read((long) number * PLACE_BYTES, CommitRecord.BYTES);
    return CommitRecord.decode(bytes);
  }

  /** The confirmation is read after the record, as it is written. */
  private Optional<CommitRecord> confirmed(int number) throws IOException {
    Optional<CommitRecord> record = place(number);
    if (record.isEmpty()) {
      return record;
    }
    ByteBuffer confirmation = read(placeOf(record.get()) + CONFIRMED, Long.BYTES);
    boolean isConfirmed =
        confirmation.remaining() == Long.BYTES && confirmation.getLong() == record.get().sequence();
    return isConfirmed ? record : Optional.empty();
  }

  private static Optional<CommitRecord> later(
      Optional<CommitRecord> one, Optional<CommitRecord> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().sequence() > other.get().sequence() ? one : other;
  }

  /** From the buffer's index 0 on; shorter where the file ends. */
  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, position + bytes.position());
    }
    return bytes.flip();
  }

  private void write(ByteBuffer bytes, long position) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes, position + bytes.position());
    }
  }
}
