package io.millrace.dsl;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids of the stamped records of one block, as runs without gap or repeat: one run when all is
 * well. First id, next id, gaps and repeats of the block follow from them, also where a repeat
 * reaches across two blocks.
 *
 * @param idRange ids are counted modulo this
 * @param runs in the order of the records
 */
public record IdRuns(BlockOrigin origin, long idRange, List<Run> runs) {
  public IdRuns {
    runs = List.copyOf(runs);
  }

  /**
   * Ids that each follow the one before.
   *
   * @param first in 0 until the range
   * @param length how many; may be more than the range
   */
  public record Run(long first, long length) {}

  /** Appends the block to the output of a task. */
  public void writeTo(DataOutput output) throws IOException {
    output.writeInt(origin.stream().value());
    output.writeLong(origin.from());
    output.writeLong(origin.to());
    output.writeInt(origin.connection());
    output.writeLong(idRange);
    output.writeInt(runs.size());
    for (Run run : runs) {
      output.writeLong(run.first());
      output.writeLong(run.length());
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static IdRuns readFrom(DataInput input) throws IOException {
    StreamId stream = new StreamId(input.readInt());
    BlockOrigin origin =
        new BlockOrigin(stream, input.readLong(), input.readLong(), input.readInt());
    long idRange = input.readLong();
    int count = input.readInt();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(new Run(input.readLong(), input.readLong()));
    }
    return new IdRuns(origin, idRange, runs);
  }
}
