package io.millrace.core.schedule;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compiled jobs of a given shape, with nothing in their templates. */
final class Graphs {
  private Graphs() {}

  /**
   * One source of two streams, one stage behind the other, one sink.
   *
   * @param shuffles partitions of the shuffle behind each stage but the last
   */
  static JobGraph chain(Integer... shuffles) {
    List<StageSpec> stages = new ArrayList<>();
    for (int i = 0; i < shuffles.length; i++) {
      stages.add(stage(i, i == 0 ? streams(0) : shuffle(i - 1), toShuffle(i)));
    }
    int last = shuffles.length;
    stages.add(stage(last, last == 0 ? streams(0) : shuffle(last - 1), toSink(0, 0)));
    int width = last == 0 ? 2 : shuffles[last - 1];
    return new JobGraph(
        stages, List.of(source(0, 2)), Arrays.asList(shuffles), List.of(sink(0, 0, width)));
  }

  static StageSpec stage(int number, StageInput input, StageOutput... outputs) {
    TaskBinary binary = new TaskBinary(new TaskBinaryId("stage-" + number), number, new byte[0]);
    return new StageSpec(binary, input, List.of(outputs));
  }

  static SourceSpec source(int firstStream, int streams) {
    return new SourceSpec(
        "source-" + firstStream,
        new byte[0],
        firstStream,
        Arrays.asList("a", "b", "c", "d").subList(0, streams));
  }

  static SinkSpec sink(int number, int firstPartition, int partitions) {
    return new SinkSpec("sink-" + (number + 1), new byte[0], firstPartition, partitions);
  }

  static StageInput streams(int source) {
    return new StageInput.Streams(source);
  }

  static StageInput shuffle(int shuffle) {
    return new StageInput.Shuffle(shuffle);
  }

  static StageOutput toShuffle(int shuffle) {
    return new StageOutput.ToShuffle(shuffle);
  }

  static StageOutput toSink(int sink, int firstPartition) {
    return new StageOutput.ToSink(sink, firstPartition);
  }
}
