package io.millrace.core.plan;

import io.millrace.core.model.JobGraph;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.LogicalPlan.Applied;
import io.millrace.dsl.LogicalPlan.Input;
import io.millrace.dsl.LogicalPlan.Node;
import io.millrace.dsl.LogicalPlan.Output;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Holds a job to a size at which a worker can be told it in one message: a larger one would be
 * dropped on the way, and the job would never start.
 */
final class PlanSize {
  /** What fits a frame of the control connection, 2 MiB, and leaves room beside it. */
  static final int MOST_BYTES = 1536 << 10;

  private PlanSize() {}

  /**
   * @throws JobDefinitionException naming the part of the job that captures most
   */
  static void check(LogicalPlan plan, JobGraph graph) {
    long bytes = bytesOf(graph);
    if (bytes <= MOST_BYTES) {
      return;
    }
    Node largest = plan.nodes().stream().max(Comparator.comparing(PlanSize::bytesOf)).orElseThrow();
    throw new JobDefinitionException(
        ("job %s has %d KiB when it is compiled, more than the %d KiB that it may have; most of"
                + " that, %d KiB, is what %s captures: have the function read it from a resource"
                + " of the jar or from a file")
            .formatted(
                plan.job(),
                kibibytes(bytes),
                kibibytes(MOST_BYTES),
                kibibytes(bytesOf(largest)),
                largest.name()));
  }

  /** What a worker is told when it prepares the job, and with its streams. */
  private static long bytesOf(JobGraph graph) {
    long binaries = graph.binaries().stream().mapToLong(binary -> binary.bytes().length).sum();
    long sinks = graph.sinks().stream().mapToLong(sink -> sink.description().length).sum();
    long sources = graph.sources().stream().mapToLong(source -> source.reading().length).sum();
    return binaries + sinks + sources;
  }

  private static long bytesOf(Node node) {
    if (node instanceof Input input) {
      return bytesOf(input.source()) + bytesOf(input.decoder());
    }
    if (node instanceof Applied applied) {
      return bytesOf(applied.operator());
    }
    return node instanceof Output output ? bytesOf(output.sink()) : 0;
  }

  private static long bytesOf(Serializable description) {
    return Serialized.write(description).length;
  }

  private static long kibibytes(long bytes) {
    return bytes >> 10;
  }
}
