package io.millrace.core.model;

import java.util.List;

/**
 * One task of a stage of a batch.
 *
 * @param index 0-based within the stage
 * @param attempt from 1
 * @param sinks for each output that goes into a sink, unless the batch is visible there already
 */
public record TaskSpec(int index, int attempt, TaskInput input, List<SinkTarget> sinks) {
  public TaskSpec {
    sinks = List.copyOf(sinks);
  }
}
