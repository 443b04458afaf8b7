package io.millrace.core.schedule;

import io.millrace.core.model.TaskBinaryId;

/**
 * What the scheduler knows of a stage.
 *
 * @param shufflePartitions partitions of the shuffle behind it, 0 for the last stage
 */
public record StagePlan(TaskBinaryId binary, int shufflePartitions) {
  boolean isLast() {
    return shufflePartitions == 0;
  }
}
