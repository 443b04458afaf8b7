package io.millrace.testkit.simulation;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The job of a run: records go through it unchanged, along all its edges.
 *
 * @param branches whether it is a graph with two sources and several sinks, else a chain
 * @param depth how many stages a record passes one after the other, 1 to 3
 * @param partitions of each shuffle
 */
record SimulatedJob(boolean branches, int streams, int depth, int partitions) {
  JobGraph graph() {
    return branches ? branching() : chain();
  }

  private JobGraph chain() {
    List<StageSpec> stages = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      StageInput input = i == 0 ? new StageInput.Streams(0) : new StageInput.Shuffle(i - 1);
      stages.add(stage(i, input, i == depth - 1 ? toSink(0, 0) : toShuffle(i)));
    }
    return new JobGraph(stages, List.of(source(0, streams)), shuffles(), List.of(sink(1, 0, 20)));
  }

  /**
   *
   *
   * <pre>
   * depth 1   both sources to both sinks
   * depth 2   both sources to sink 1 and to a shuffle, which goes to sink 2
   * depth 3   source 1 to sink 1; both to a shuffle, which goes to sink 2 and to another shuffle,
   *           which goes to sink 3
   * </pre>
   */
  private JobGraph branching() {
    int first = streams - 1;
    StageOutput more = depth == 1 ? toSink(1, 20) : toShuffle(0);
    List<StageSpec> stages = new ArrayList<>();
    stages.add(stage(0, new StageInput.Streams(0), toSink(0, 0), more));
    stages.add(
        depth == 3
            ? stage(1, new StageInput.Streams(1), toShuffle(0))
            : stage(
                1,
                new StageInput.Streams(1),
                toSink(0, first),
                depth == 1 ? toSink(1, 20 + first) : toShuffle(0)));
    if (depth == 2) {
      stages.add(stage(2, new StageInput.Shuffle(0), toSink(1, 20)));
    } else if (depth == 3) {
      stages.add(stage(2, new StageInput.Shuffle(0), toShuffle(1), toSink(1, 20)));
      stages.add(stage(3, new StageInput.Shuffle(1), toSink(2, 40)));
    }
    return new JobGraph(
        stages,
        List.of(source(0, first), source(first, 1)),
        shuffles(),
        List.of(sink(1, 0, 20), sink(2, 20, 20), sink(3, 40, 20)));
  }

  private List<Integer> shuffles() {
    return IntStream.range(1, depth).map(i -> partitions).boxed().toList();
  }

  /** The sink partitions that a record of a stream is to become visible in. */
  Set<Integer> partitionsOf(long record, StreamId stream) {
    JobGraph graph = graph();
    int source = graph.sources().indexOf(graph.sourceOf(stream));
    Set<Integer> reached = new TreeSet<>();
    int split = graph.sourceOf(stream).splitOf(stream);
    follow(graph, new StageInput.Streams(source), split, record, reached);
    return reached;
  }

  private void follow(
      JobGraph graph, StageInput input, int partition, long record, Set<Integer> reached) {
    for (StageSpec stage : graph.stages()) {
      for (StageOutput output :
          stage.input().equals(input) ? stage.outputs() : List.<StageOutput>of()) {
        if (output instanceof StageOutput.ToSink sink) {
          reached.add(sink.firstPartition() + partition);
        } else if (output instanceof StageOutput.ToShuffle to) {
          int next = Records.partition(record, to.shuffle(), partitions);
          follow(graph, new StageInput.Shuffle(to.shuffle()), next, record, reached);
        }
      }
    }
  }

  private static StageSpec stage(int number, StageInput input, StageOutput... outputs) {
    TaskBinaryId id = new TaskBinaryId("stage-" + number);
    return new StageSpec(new TaskBinary(id, number, new byte[0]), input, List.of(outputs));
  }

  private static SourceSpec source(int firstStream, int streams) {
    List<String> splits =
        IntStream.range(0, streams).mapToObj(i -> "split " + (firstStream + i)).toList();
    return new SourceSpec("source at " + firstStream, new byte[0], firstStream, splits);
  }

  private static SinkSpec sink(int number, int firstPartition, int partitions) {
    return new SinkSpec("sink-" + number, new byte[0], firstPartition, partitions);
  }

  private static StageOutput toShuffle(int shuffle) {
    return new StageOutput.ToShuffle(shuffle);
  }

  private static StageOutput toSink(int sink, int firstPartition) {
    return new StageOutput.ToSink(sink, firstPartition);
  }
}
