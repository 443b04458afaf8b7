package io.millrace.core.plan;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.LogicalPlan.Applied;
import io.millrace.dsl.LogicalPlan.Input;
import io.millrace.dsl.LogicalPlan.Node;
import io.millrace.dsl.LogicalPlan.Output;
import io.millrace.dsl.Operator;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cuts a job's graph into stages at its shuffle boundaries, once a job.
 *
 * <p>A stage's id is the hash of what it does, so the same job has the same ids after a restart and
 * its binaries are found in the caches. This holds for captured values whose serialized form is the
 * same in every JVM. {@code Set.of} and {@code Map.of} are not: they iterate in an order drawn at
 * the start of each JVM; nor are a {@code HashMap} or {@code HashSet} whose keys have identity hash
 * codes, enums among them. Capture a {@code List}, a {@code TreeMap}, an {@code EnumMap} or a
 * {@code LinkedHashMap} instead. With the others a job is still right, but its ids differ from run
 * to run.
 */
public final class PlanCompiler {
  /** Grows with each change that makes an executor run a given template differently. */
  private static final int ENGINE_ABI = 4;

  private final LogicalPlan plan;
  private final int shufflePartitions;
  private final byte[] codeDigest;
  private final List<StageCut> cuts;
  private final List<Integer> inputs;
  private final List<List<String>> splits;
  private final List<Integer> boundaries;
  private final List<Integer> ends;

  private PlanCompiler(LogicalPlan plan, int shufflePartitions, byte[] codeDigest) {
    this.plan = plan;
    this.shufflePartitions = shufflePartitions;
    this.codeDigest = codeDigest;
    this.cuts = StageCut.of(plan);
    this.inputs = places(Input.class::isInstance);
    this.splits = inputs.stream().map(this::splits).toList();
    this.boundaries = places(StageCut::isBoundary);
    this.ends = places(Output.class::isInstance);
  }

  /**
   * Compiles a job.
   *
   * @param shufflePartitions partitions of each shuffle; {@code count()} of a whole batch has one
   * @param codeDigest digest of the user's classes, part of each stage's id
   * @throws JobDefinitionException naming the operator that captures what can't be serialized, and
   *     the class of it, or that captures more than a job may hold
   */
  public static JobGraph compile(LogicalPlan plan, int shufflePartitions, byte[] codeDigest) {
    refuseWhatCannotTravel(plan);
    JobGraph graph = new PlanCompiler(plan, shufflePartitions, codeDigest).graph();
    PlanSize.check(plan, graph);
    return graph;
  }

  private JobGraph graph() {
    List<StageSpec> stages = new ArrayList<>();
    for (StageCut cut : cuts) {
      List<StageOutput> outputs = cut.outputs().stream().map(end -> output(cut, end)).toList();
      stages.add(new StageSpec(binary(stages.size(), cut.template()), input(cut), outputs));
    }
    return new JobGraph(
        stages, sources(), boundaries.stream().map(this::partitions).toList(), sinks());
  }

  private List<SourceSpec> sources() {
    List<SourceSpec> sources = new ArrayList<>();
    int stream = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Input input = (Input) plan.nodes().get(inputs.get(i));
      StreamReading reading = new StreamReading(input.source(), input.decoder().framing());
      List<String> labels = splits.get(i);
      sources.add(new SourceSpec(input.name(), Serialized.write(reading), stream, labels));
      stream += labels.size();
    }
    return sources;
  }

  private List<SinkSpec> sinks() {
    List<SinkSpec> sinks = new ArrayList<>();
    int partition = 0;
    for (int place : ends) {
      Output end = (Output) plan.nodes().get(place);
      int partitions = feeders(place).mapToInt(this::width).sum();
      byte[] description = Serialized.write(end.sink());
      sinks.add(new SinkSpec(end.name(), description, partition, partitions));
      partition += partitions;
    }
    return sinks;
  }

  private StageInput input(StageCut cut) {
    int source = inputs.indexOf(cut.root());
    return source >= 0
        ? new StageInput.Streams(source)
        : new StageInput.Shuffle(boundaries.indexOf(cut.root()));
  }

  private StageOutput output(StageCut cut, int end) {
    int sink = ends.indexOf(end);
    return sink < 0
        ? new StageOutput.ToShuffle(boundaries.indexOf(end))
        : new StageOutput.ToSink(sink, firstPartition(cut, sink));
  }

  /** Sink by sink, and in each stage by stage. */
  private int firstPartition(StageCut cut, int sink) {
    Stream<StageCut> ofSinksBefore = ends.subList(0, sink).stream().flatMap(this::feeders);
    Stream<StageCut> before = feeders(ends.get(sink)).takeWhile(other -> other != cut);
    return Stream.concat(ofSinksBefore, before).mapToInt(this::width).sum();
  }

  private Stream<StageCut> feeders(int end) {
    return cuts.stream().filter(cut -> cut.outputs().contains(end));
  }

  /** How many partitions of a sink the stage writes. */
  private int width(StageCut cut) {
    int source = inputs.indexOf(cut.root());
    return source < 0 ? partitions(cut.root()) : splits.get(source).size();
  }

  /** Asked for once, as a source may find others the next time it looks. */
  private List<String> splits(int input) {
    Input node = (Input) plan.nodes().get(input);
    List<String> labels = List.copyOf(node.source().splits());
    if (labels.isEmpty()) {
      throw new JobDefinitionException(
          ("job %s: source %s has no splits, so there is nothing to read; its splits() must name"
                  + " one at least")
              .formatted(plan.job(), node.name()));
    }
    return labels;
  }

  private int partitions(int boundary) {
    boolean ofAll =
        StageCut.boundary(plan.nodes().get(boundary)) instanceof Operator.Fold fold && fold.ofAll();
    return ofAll ? 1 : shufflePartitions;
  }

  private List<Integer> places(Predicate<Node> which) {
    return IntStream.range(0, plan.nodes().size())
        .filter(place -> which.test(plan.nodes().get(place)))
        .boxed()
        .toList();
  }

  private TaskBinary binary(int stage, StageTemplate template) {
    byte[] bytes = Serialized.write(template);
    return new TaskBinary(id(bytes), stage, bytes);
  }

  private TaskBinaryId id(byte[] template) {
    MessageDigest hash = sha256();
    hash.update(ByteBuffer.allocate(8).putInt(ENGINE_ABI).putInt(codeDigest.length).flip());
    hash.update(codeDigest);
    return new TaskBinaryId(HexFormat.of().formatHex(hash.digest(template)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Each part by itself, because the error of the whole would not say where. */
  private static void refuseWhatCannotTravel(LogicalPlan plan) {
    for (Node node : plan.nodes()) {
      if (node instanceof Input input) {
        refuse(plan.job(), "source " + input.name(), input.source());
        refuse(plan.job(), "the decoder of " + input.name(), input.decoder());
      } else if (node instanceof Applied applied) {
        refuse(plan.job(), "operator " + applied.name(), applied.operator());
      } else if (node instanceof Output output) {
        refuse(plan.job(), "sink " + output.name(), output.sink());
      }
    }
    plan.codecs()
        .all()
        .forEach(codec -> refuse(plan.job(), "the codec of " + codec.type().getName(), codec));
  }

  private static void refuse(String job, String part, Serializable description) {
    try {
      Serialized.write(description);
    } catch (Serialized.NotSerializableDescription e) {
      String path = CapturePath.in(description);
      throw new JobDefinitionException(
          "job %s: %s captures %s, which can't be serialized%s; copy what it needs of it to a local"
                  .formatted(job, part, e.getMessage(), path.isEmpty() ? "" : " (" + path + ")")
              + " variable, or make the class Serializable");
    }
  }
}
