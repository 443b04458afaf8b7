package io.millrace.connectors.fileoutput;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import io.millrace.dsl.FencedException;
import io.millrace.dsl.RunId;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.Sinks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that owns a partition: opens it and commits one batch after the other. */
final class OwnerProcess {
  static final String JOB = "job";
  static final RunId RUN = new RunId(7, 1);

  private final Path directory;
  private final long planVersion;
  private final long lastBatch;

  /** Batches that it was told are visible. */
  final List<Long> acknowledged = new ArrayList<>();

  /** Whether it found out that it had been replaced. */
  boolean fenced;

  /**
   * @param directory in the view of this process
   * @param lastBatch up to which it commits
   */
  OwnerProcess(Path directory, long planVersion, long lastBatch) {
    this.directory = directory;
    this.planVersion = planVersion;
    this.lastBatch = lastBatch;
  }

  /** Thrown into a process that dies. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** A batch as text; two batches fill a segment. */
  static String text(long batch) {
    return "batch %d, so and so long%n".formatted(batch);
  }

  /** What the first batches come to. */
  static String textThrough(long batch) {
    StringBuilder all = new StringBuilder();
    for (long b = 0; b <= batch; b++) {
      all.append(text(b));
    }
    return all.toString();
  }

  /** Lives until all is committed, it is replaced or killed. */
  void live() {
    try (FilePartition partition = open()) {
      acknowledge(partition.lastCommitted());
      for (long b = partition.lastCommitted().value() + 1; b <= lastBatch; b++) {
        Outputs.commit(partition, b, text(b));
        acknowledge(new BatchId(b));
      }
    } catch (FencedException e) {
      fenced = true;
    } catch (IOException e) {
      throw new AssertionError("of the owner with plan version " + planVersion, e);
    } catch (Killed e) {
      // and so it ends
    }
  }

  FilePartition open() throws IOException {
    SinkContext context = new SinkContext(JOB, RUN, "sink", 12, new Fence(3, planVersion));
    return FilePartition.open(
        directory, Sinks.file(directory).withSegmentBytes(text(0).length() + 1), context);
  }

  long lastAcknowledged() {
    return acknowledged.isEmpty() ? -1 : acknowledged.get(acknowledged.size() - 1);
  }

  private void acknowledge(BatchId batch) {
    acknowledged.add(batch.value());
  }
}
