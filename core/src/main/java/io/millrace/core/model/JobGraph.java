package io.millrace.core.model;

import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A compiled job: its stages, and what lies before, between and behind them. Each is known by its
 * place in these lists.
 *
 * @param stages a stage comes after those that feed it
 * @param sources streams are numbered through all of them
 * @param shuffles how many partitions each has
 * @param sinks partitions are numbered through all of them
 */
public record JobGraph(
    List<StageSpec> stages,
    List<SourceSpec> sources,
    List<Integer> shuffles,
    List<SinkSpec> sinks) {
  public JobGraph {
    stages = List.copyOf(stages);
    sources = List.copyOf(sources);
    shuffles = List.copyOf(shuffles);
    sinks = List.copyOf(sinks);
  }

  /** The templates of all stages; stages that do the same share one. */
  public List<TaskBinary> binaries() {
    Map<TaskBinaryId, TaskBinary> binaries = new LinkedHashMap<>();
    stages.forEach(stage -> binaries.putIfAbsent(stage.binary().id(), stage.binary()));
    return List.copyOf(binaries.values());
  }

  /** The same without what it was serialized to: enough to know which tasks there are. */
  public JobGraph outline() {
    byte[] none = new byte[0];
    return new JobGraph(
        stages.stream().map(StageSpec::outline).toList(),
        sources.stream()
            .map(s -> new SourceSpec(s.name(), none, s.firstStream(), s.splits()))
            .toList(),
        shuffles,
        sinks.stream()
            .map(s -> new SinkSpec(s.name(), none, s.firstPartition(), s.partitions()))
            .toList());
  }

  /** What each stream is called in messages, in the order of the streams. */
  public List<String> labels() {
    return sources.stream().flatMap(source -> source.splits().stream()).toList();
  }

  /** The source that a stream is a split of. */
  public SourceSpec sourceOf(StreamId stream) {
    return sources.get(placeOfSource(stream));
  }

  /** The stages that write into a shuffle, in order. */
  public List<Integer> feeders(int shuffle) {
    StageOutput output = new StageOutput.ToShuffle(shuffle);
    List<Integer> feeders = new ArrayList<>();
    for (int stage = 0; stage < stages.size(); stage++) {
      if (stages.get(stage).outputs().contains(output)) {
        feeders.add(stage);
      }
    }
    return feeders;
  }

  /**
   * The sink partitions that show all there is to show of a stream's records. There are none of
   * which that could be said when they go through a shuffle.
   */
  public Set<Integer> shownIn(StreamId stream) {
    int place = placeOfSource(stream);
    int split = sources.get(place).splitOf(stream);
    Set<Integer> partitions = new TreeSet<>();
    for (StageSpec stage : stages) {
      if (stage.input().equals(new StageInput.Streams(place))) {
        if (stage.feedsShuffle()) {
          return Set.of();
        }
        stage.sinkOutputs().forEach(sink -> partitions.add(sink.firstPartition() + split));
      }
    }
    return partitions;
  }

  private int placeOfSource(StreamId stream) {
    for (int place = 0; place < sources.size(); place++) {
      if (sources.get(place).has(stream)) {
        return place;
      }
    }
    throw new IllegalArgumentException(stream + " is no stream of the job");
  }
}
