package io.millrace.connectors.file;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One entry of a partition's commit log: how far the data is valid, through which batch, by whose
 * right. Always {@link #BYTES} long, big-endian, with a checksum, so that an entry cut short by a
 * crash is seen.
 *
 * @param batch the last batch in the data
 * @param length bytes of data
 */
record CommitRecord(BatchId batch, long length, Fence fence) {
  static final int BYTES = 36;

  private static final int CHECKED = 32;

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(batch.value()).putLong(length);
    bytes.putLong(fence.epoch()).putLong(fence.planVersion());
    return bytes.putInt(checksum(bytes)).flip();
  }

  /** The entry in 36 bytes from the buffer's start, if the checksum holds. */
  static Optional<CommitRecord> decode(ByteBuffer bytes) {
    if (bytes.getInt(CHECKED) != checksum(bytes)) {
      return Optional.empty();
    }
    BatchId batch = new BatchId(bytes.getLong(0));
    Fence fence = new Fence(bytes.getLong(16), bytes.getLong(24));
    return Optional.of(new CommitRecord(batch, bytes.getLong(8), fence));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), bytes.arrayOffset(), CHECKED);
    return (int) crc.getValue();
  }
}
