package io.millrace.dsl;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entry to a job's description, which is a graph: any number of sources, operators and sinks. A
 * stream that is used twice is two branches, and each of them has all its records.
 */
public final class StreamContext {
  private final String job;
  private final JobArguments arguments;
  private final List<LogicalPlan.Node> nodes = new ArrayList<>();
  private final Set<String> resources = new HashSet<>();
  private final List<Codec<?>> codecs = new ArrayList<>();
  private final List<Encoded> encoded = new ArrayList<>();

  /**
   * Values that an operator needs to encode.
   *
   * @param part what they are to it
   */
  private record Encoded(int place, String part, Type type, boolean asKey) {}

  /** For a job that was run without arguments. */
  public StreamContext(String job) {
    this(job, List.of());
  }

  /**
   * For a job.
   *
   * @param arguments what it was run with
   */
  public StreamContext(String job, List<String> arguments) {
    this.job = job;
    this.arguments = new JobArguments(job, arguments);
  }

  /**
   * The value of the argument that was given as {@code name=value}.
   *
   * @throws JobDefinitionException when it was not given, or twice
   */
  public String argument(String name) {
    return arguments.value(name);
  }

  /**
   * The value of the argument that was given as {@code name=value}, or another when it was not.
   *
   * @throws JobDefinitionException when it was given twice
   */
  public String argument(String name, String fallback) {
    return arguments.value(name, fallback);
  }

  /**
   * All arguments as they were given, for a job that reads them its own way. A job that never calls
   * this is refused when it is given one that it does not ask for.
   */
  public List<String> arguments() {
    return arguments.all();
  }

  /** The stream of the records of a source; a job may have several. */
  public <T> DStream<T> source(Source source, Decoder<T> decoder) {
    String name = nextName("source", LogicalPlan.Input.class);
    int place = add(new LogicalPlan.Input(name, source, decoder));
    return new DStream<>(
        this, place, decoder.isView() ? Set.of(decoder.type()) : Set.of(), decoder.type());
  }

  /**
   * Something that functions of this job share on each worker, such as a client or a model.
   *
   * @param name of its own within the job, for messages
   * @param factory makes it on a worker, when a function there first asks for it
   * @throws JobDefinitionException when the job has one of that name
   */
  public <R> Resource<R> resource(String name, ResourceFactory<? extends R> factory) {
    if (name.isBlank()) {
      throw refused("job " + job + " has a resource without a name; messages need one");
    }
    if (!resources.add(name)) {
      throw refused("job " + job + " has two resources named " + name + "; names must differ");
    }
    return new Resource<>(name, factory);
  }

  /**
   * Gives the job a codec of its own, wherever in the definition. It takes the records of its type
   * and of subtypes, alone or inside of others, when they cross a shuffle or go to {@link
   * DStream#foreachBatch(BatchFunction)}; also those that have a derived codec: strings,
   * primitives, {@code byte[]}, enums, records, and lists, sets and maps.
   *
   * @throws JobDefinitionException when the job has one for that type, or the type is a string, a
   *     primitive, {@code byte[]} or everything
   */
  public void codec(Codec<?> codec) {
    Class<?> type = codec.type();
    if (CodecCheck.isBuiltIn(type)) {
      throw refused("job " + job + " can't have a codec of its own for " + type.getTypeName());
    }
    if (codecs.stream().anyMatch(known -> known.type() == type)) {
      throw refused("job " + job + " has two codecs for " + type.getTypeName());
    }
    codecs.add(codec);
  }

  /**
   * What the job described.
   *
   * @throws JobDefinitionException when there is no source, when records go nowhere, when two
   *     operators have one name or two sinks one place, when a type is known to have no codec where
   *     it needs one, or when the job was given an argument that it never asked for
   */
  public LogicalPlan plan() {
    arguments.requireAllAsked();
    if (nodes.stream().noneMatch(LogicalPlan.Input.class::isInstance)) {
      throw refused("job " + job + " has no source; start with context.source(..)");
    }
    refuseRepeatedNames();
    refuseLooseEnds();
    refuseRepeatedDirectories();
    JobCodecs ofJob = new JobCodecs(codecs);
    encoded.forEach(values -> refuseWithoutCodec(values, ofJob));
    return new LogicalPlan(job, nodes.stream().map(node -> with(ofJob, node)).toList(), ofJob);
  }

  String job() {
    return job;
  }

  int apply(Operator operator, int from) {
    return add(new LogicalPlan.Applied(operator, from));
  }

  int union(List<Integer> upstream) {
    return add(new LogicalPlan.Union(nextName("union"), upstream));
  }

  /** One node, however often it is taken. */
  int side(String tag, int from) {
    for (int place = from + 1; place < nodes.size(); place++) {
      if (nodes.get(place) instanceof LogicalPlan.Side side
          && side.from() == from
          && side.tag().equals(tag)) {
        return place;
      }
    }
    return add(new LogicalPlan.Side(nameOf(from) + "." + tag, tag, from));
  }

  boolean isSource(int place) {
    return nodes.get(place) instanceof LogicalPlan.Input;
  }

  boolean hasSideOutputs(int place) {
    return nodes.get(place) instanceof LogicalPlan.Applied applied
        && (applied.operator() instanceof Operator.Process
            || applied.operator() instanceof Operator.MapPartition);
  }

  String nameOf(int place) {
    return nodes.get(place).name();
  }

  /**
   * Notes that an operator encodes values.
   *
   * @param part what they are to it
   * @param asKey whether they meet as keys
   */
  void encodes(int which, String part, Type type, boolean asKey) {
    encoded.add(new Encoded(which, part, type, asKey));
  }

  int end(Sink<?> sink, int from) {
    return add(new LogicalPlan.Output(nextName("sink", LogicalPlan.Output.class), sink, from));
  }

  void name(int place, String name) {
    nodes.set(place, nodes.get(place).named(name));
  }

  /** Of the operator to come: its place among the operators, in the order of definition. */
  String nextName(String kind) {
    return kind + "-" + (1 + nodes.stream().filter(StreamContext::isOperator).count());
  }

  private String nextName(String kind, Class<? extends LogicalPlan.Node> among) {
    return kind + "-" + (1 + nodes.stream().filter(among::isInstance).count());
  }

  private static boolean isOperator(LogicalPlan.Node node) {
    return node instanceof LogicalPlan.Applied || node instanceof LogicalPlan.Union;
  }

  private int add(LogicalPlan.Node node) {
    nodes.add(node);
    return nodes.size() - 1;
  }

  private void refuseWithoutCodec(Encoded values, JobCodecs ofJob) {
    String problem = CodecCheck.problem(values.type, ofJob, values.asKey);
    if (problem != null) {
      throw refused(
          "job %s: %s must encode its %s: %s"
              .formatted(job, nameOf(values.place), values.part, problem));
    }
  }

  private static LogicalPlan.Node with(JobCodecs ofJob, LogicalPlan.Node node) {
    return node instanceof LogicalPlan.Output end && end.sink() instanceof BatchSink<?> sink
        ? new LogicalPlan.Output(end.name(), sink.with(ofJob), end.from())
        : node;
  }

  private void refuseRepeatedNames() {
    Set<String> names = new HashSet<>();
    for (LogicalPlan.Node node : nodes) {
      if (!names.add(node.name())) {
        throw refused(
            "job " + job + " has two operators named " + node.name() + "; names must differ");
      }
    }
  }

  private void refuseLooseEnds() {
    Set<Integer> used = new HashSet<>();
    nodes.forEach(node -> used.addAll(node.upstream()));
    for (int place = 0; place < nodes.size(); place++) {
      LogicalPlan.Node node = nodes.get(place);
      if (!(node instanceof LogicalPlan.Output) && !used.contains(place)) {
        throw refused(
            "job %s: records of %s go nowhere; end it with to(sink) or remove it"
                .formatted(job, node.name()));
      }
    }
  }

  private void refuseRepeatedDirectories() {
    Set<String> directories = new HashSet<>();
    for (LogicalPlan.Node node : nodes) {
      if (node instanceof LogicalPlan.Output output
          && output.sink() instanceof FileSink file
          && !directories.add(Path.of(file.directory()).normalize() + " " + file.prefix())) {
        throw refused(
            "job %s has two sinks that write files to %s; give each a directory or a prefix, or union"
                    .formatted(job, file.directory())
                + " the streams");
      }
    }
  }

  private static JobDefinitionException refused(String sentence) {
    return new JobDefinitionException(sentence);
  }
}
