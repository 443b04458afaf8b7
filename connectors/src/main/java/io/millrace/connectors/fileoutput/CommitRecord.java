package io.millrace.connectors.fileoutput;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import io.millrace.dsl.RunId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far a partition is valid: all segments before this one, and so much of this one. Always
 * {@link #BYTES} long, big-endian, with a checksum, so that one cut short by a crash is seen.
 *
 * @param sequence counts the records of an owner from 1, so that no confirmation is there by itself
 * @param run the run that the batch is of
 * @param batch the last batch in the data
 * @param fence by whose right
 * @param owner counts the owners from 1
 * @param segment of this owner, or of one before as long as this one has written nothing
 * @param length bytes of data in the segment
 * @param closed whether the owner has ended by itself and writes no more
 */
record CommitRecord(
    long sequence,
    RunId run,
    BatchId batch,
    Fence fence,
    int owner,
    SegmentId segment,
    long length,
    boolean closed) {
  static final int BYTES = 76;

  private static final int CHECKED = BYTES - Integer.BYTES;

  /** The first record of the first owner. */
  static CommitRecord first(RunId run, Fence fence) {
    return new CommitRecord(1, run, BatchId.NONE, fence, 1, SegmentId.NONE, 0, false);
  }

  /** The first record of the next owner: the same is committed. */
  CommitRecord handedOver(RunId toRun, Fence toFence) {
    BatchId known = toRun.equals(run) ? batch : BatchId.NONE;
    return new CommitRecord(1, toRun, known, toFence, owner + 1, segment, length, false);
  }

  /** One more batch is in the data. */
  CommitRecord committing(BatchId next, SegmentId into, long newLength) {
    return new CommitRecord(sequence + 1, run, next, fence, owner, into, newLength, false);
  }

  /** The owner ends. */
  CommitRecord closing() {
    return new CommitRecord(sequence + 1, run, batch, fence, owner, segment, length, true);
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(sequence).putLong(run.epoch()).putLong(run.job()).putLong(batch.value());
    bytes.putLong(fence.epoch()).putLong(fence.planVersion()).putInt(owner);
    bytes.putInt(segment.owner()).putInt(segment.number()).putLong(length).putInt(closed ? 1 : 0);
    return bytes.putInt(checksum(bytes)).flip();
  }

  /** The record in a buffer of its length, if it is whole. */
  static Optional<CommitRecord> decode(ByteBuffer bytes) {
    if (bytes.remaining() < BYTES || bytes.getInt(CHECKED) != checksum(bytes)) {
      return Optional.empty();
    }
    return Optional.of(
        new CommitRecord(
            bytes.getLong(),
            new RunId(bytes.getLong(), bytes.getLong()),
            new BatchId(bytes.getLong()),
            new Fence(bytes.getLong(), bytes.getLong()),
            bytes.getInt(),
            new SegmentId(bytes.getInt(), bytes.getInt()),
            bytes.getLong(),
            bytes.getInt() == 1));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), bytes.arrayOffset(), CHECKED);
    return (int) crc.getValue();
  }
}
