package io.millrace.core.schedule;

import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the scheduler knows of a stage.
 *
 * @param shufflePartitions partitions of the shuffle behind it, 0 for the last stage
 */
public record StagePlan(TaskBinaryId binary, int shufflePartitions) {
  /** The stages of a job, in order. */
  public static List<StagePlan> of(JobSubmission job) {
    List<StagePlan> stages = new ArrayList<>();
    for (TaskBinary binary : job.binaries()) {
      boolean isLast = binary.stage() == job.binaries().size() - 1;
      stages.add(new StagePlan(binary.id(), isLast ? 0 : job.shuffledStages().get(binary.stage())));
    }
    return stages;
  }

  boolean isLast() {
    return shufflePartitions == 0;
  }
}
