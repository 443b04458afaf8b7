package io.millrace.dsl;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the ids of each block into runs; bounded by the block, one run where nothing is amiss.
 * What it writes is a sequence of {@link IdRuns}.
 */
public abstract class IdRunCollector<T> implements SinkCollector<T> {
  private final List<IdRuns> blocks = new ArrayList<>();
  private final List<IdRuns.Run> runs = new ArrayList<>();
  private @Nullable BlockOrigin block;
  private long range;
  private long first;
  private long next;
  private long length;

  @Override
  public void beginBlock(BlockOrigin origin) {
    block = origin;
  }

  /**
   * Takes the id of the next record.
   *
   * @param idRange ids are counted modulo this
   */
  protected final void add(long id, long idRange) {
    if (length == 0 || id != next) {
      endRun();
      first = id;
      range = idRange;
    }
    length++;
    next = id + 1 == range ? 0 : id + 1;
  }

  @Override
  public void endBlock() {
    endRun();
    if (block != null && !runs.isEmpty()) {
      blocks.add(new IdRuns(block, range, runs));
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
