package io.millrace.core.plan;

import io.millrace.core.model.TaskBinary;
import java.util.List;

/**
 * A job as the driver takes it.
 *
 * @param binaries one a stage, in order
 * @param shuffledStages for each stage but the last how many partitions its shuffle has
 * @param source a serialized {@link StreamReading}
 * @param sink the serialized sink
 * @param splits labels of the source's splits, one stream each
 */
public record CompiledPlan(
    List<TaskBinary> binaries,
    List<Integer> shuffledStages,
    byte[] source,
    byte[] sink,
    List<String> splits) {
  public CompiledPlan {
    binaries = List.copyOf(binaries);
    shuffledStages = List.copyOf(shuffledStages);
    splits = List.copyOf(splits);
  }
}
