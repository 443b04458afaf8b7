package io.millrace.core.task;

import io.millrace.core.block.Block;
import io.millrace.core.block.ReadMarks;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.JobGraph;
import io.millrace.core.plan.PlanCompiler;
import io.millrace.core.plan.Serialized;
import io.millrace.core.plan.StageTemplate;
import io.millrace.core.time.Clock;
import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoder;
import io.millrace.dsl.Resource;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes tasks out of jobs, and blocks out of text. */
final class Stages {
  static final ClassLoader LOADER = Stages.class.getClassLoader();

  private Stages() {}

  /** A task for each stage of the job, by way of its bytes. */
  static <T> List<Task> of(Decoder<T> decoder, Clock clock, Consumer<DStream<T>> job)
      throws IOException {
    StreamContext context = new StreamContext("job");
    job.accept(context.source(Sources.socket("localhost", 9999), decoder));
    JobGraph graph = PlanCompiler.compile(context.plan(), 3, new byte[0]);
    return IntStream.range(0, graph.stages().size())
        .mapToObj(stage -> task(graph, stage, clock))
        .toList();
  }

  private static Task task(JobGraph graph, int stage, Clock clock) {
    try {
      byte[] template = graph.stages().get(stage).binary().bytes();
      return new Task(
          Serialized.read(template, StageTemplate.class, LOADER, Stages::unshared),
          LOADER,
          clock,
          true);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static <R> Supplier<R> unshared(Resource<R> resource) {
    return resource::make;
  }

  /** A block that came in one read and lies somewhere inside its segment. */
  static Block block(long from, String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return block(from, text, new ReadMarks(new int[] {length}, new long[] {0}), 0);
  }

  static Block block(long from, String text, ReadMarks reads, long sealedNanos) {
    byte[] padded = ("junk\n" + text + "junk\n").getBytes(StandardCharsets.UTF_8);
    int length = padded.length - 10;
    BlockMeta meta = new BlockMeta(new BlockId(new StreamId(7), from), from + length, 0);
    return new Block(meta, padded, 5, reads, sealedNanos);
  }
}
