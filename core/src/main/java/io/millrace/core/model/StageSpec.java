package io.millrace.core.model;

import java.util.List;

/**
 * What all tasks of a stage do, and where they stand in the job.
 *
 * @param outputs as the template numbers them
 */
public record StageSpec(TaskBinary binary, StageInput input, List<StageOutput> outputs) {
  public StageSpec {
    outputs = List.copyOf(outputs);
  }

  /** Whether what it makes goes into a sink. */
  public boolean feedsSink() {
    return outputs.stream().anyMatch(StageOutput.ToSink.class::isInstance);
  }

  /** Whether what it makes goes into a shuffle. */
  public boolean feedsShuffle() {
    return outputs.stream().anyMatch(StageOutput.ToShuffle.class::isInstance);
  }

  StageSpec outline() {
    return new StageSpec(new TaskBinary(binary.id(), binary.stage(), new byte[0]), input, outputs);
  }

  List<StageOutput.ToSink> sinkOutputs() {
    return outputs.stream()
        .filter(StageOutput.ToSink.class::isInstance)
        .map(StageOutput.ToSink.class::cast)
        .toList();
  }
}
