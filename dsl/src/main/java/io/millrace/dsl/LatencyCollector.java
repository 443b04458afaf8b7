package io.millrace.dsl;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the ids of each block into runs; bounded by the block, one run where nothing is amiss.
 */
final class LatencyCollector implements SinkCollector<StampedRecord> {
  private final List<IdRuns> blocks = new ArrayList<>();
  private final List<IdRuns.Run> runs = new ArrayList<>();
  private @Nullable BlockOrigin block;
  private long idRange;
  private long first;
  private long next;
  private long length;

  @Override
  public void beginBlock(BlockOrigin origin) {
    block = origin;
  }

  @Override
  public void accept(StampedRecord record) {
    long id = record.id();
    if (length == 0 || id != next) {
      endRun();
      first = id;
      idRange = record.idRange();
    }
    length++;
    next = id + 1 == idRange ? 0 : id + 1;
  }

  @Override
  public void endBlock() {
    endRun();
    if (block != null && !runs.isEmpty()) {
      blocks.add(new IdRuns(block, idRange, runs));
    }
    runs.clear();
  }

  @Override
  public void finish(DataOutput output) throws IOException {
    for (IdRuns ids : blocks) {
      ids.writeTo(output);
    }
    discard();
  }

  @Override
  public void discard() {
    blocks.clear();
    runs.clear();
    length = 0;
  }

  private void endRun() {
    if (length > 0) {
      runs.add(new IdRuns.Run(first, length));
      length = 0;
    }
  }
}
