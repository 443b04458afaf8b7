package io.millrace.actors.worker;

import io.millrace.actors.worker.dataplane.ShardWriter;
import io.millrace.core.block.Block;
import io.millrace.core.block.StoredBlock;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the frames that carry a block to another worker, after a look at its checksum. */
final class BlockCopies {
  private static final Logger log = LoggerFactory.getLogger(BlockCopies.class);

  private final JobId job;
  private final int chunkBytes;

  /**
   * @param chunkBytes most bytes of one frame
   */
  BlockCopies(JobId job, int chunkBytes) {
    this.job = job;
    this.chunkBytes = chunkBytes;
  }

  List<LanePayload> of(BlockId id, Optional<StoredBlock<Held>> stored) {
    if (stored.isEmpty() || !intact(stored.get())) {
      return List.of(new LanePayload.BlockMissing(job, id));
    }
    Block block = stored.get().block();
    int length = block.meta().length();
    int parts = (length + chunkBytes - 1) / chunkBytes;
    List<Integer> ends = Arrays.stream(block.reads().ends()).boxed().toList();
    List<Long> nanos = Arrays.stream(block.reads().nanos()).boxed().toList();
    List<LanePayload> frames = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      int from = block.offset() + part * chunkBytes;
      int to = Math.min(from + chunkBytes, block.offset() + length);
      byte[] bytes = Arrays.copyOfRange(block.bytes(), from, to);
      frames.add(
          new LanePayload.BlockCopy(
              job, block.meta(), block.sealedNanos(), ends, nanos, part, parts, bytes));
    }
    return frames;
  }

  private static boolean intact(StoredBlock<Held> stored) {
    if (stored.handle().checksum() == ShardWriter.UNCHECKED) {
      return true;
    }
    Block block = stored.block();
    CRC32C checksum = new CRC32C();
    checksum.update(block.bytes(), block.offset(), block.meta().length());
    boolean same = checksum.getValue() == stored.handle().checksum();
    if (!same) {
      log.error("block does not match its checksum and is not served block={}", block.meta());
    }
    return same;
  }
}
