package io.millrace.core.gate;

import io.millrace.core.model.SinkTarget;
import io.millrace.dsl.BatchId;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the batches of one sink partition become visible in order, each once and whole.
 *
 * <p>A batch waits for all its outputs under one plan version and for the batch before it in this
 * partition. Outputs of a newer plan version replace those of an older one; a batch that is visible
 * already takes none.
 */
public final class CommitGate {
  private final TreeMap<BatchId, Waiting> batches = new TreeMap<>();
  private BatchId lastCommitted;

  /**
   * @param lastCommitted the last batch visible, or {@link BatchId#NONE}
   */
  public CommitGate(BatchId lastCommitted) {
    this.lastCommitted = lastCommitted;
  }

  /** What became of an output. */
  public enum Arrival {
    KEPT,
    /** Repeated, or of an older plan version than one seen for the batch. */
    OUTDATED,
    /** The batch is visible: nothing more is needed for it. */
    VISIBLE
  }

  /**
   * A batch whose turn it is.
   *
   * @param outputs of its tasks, in the order to write them
   */
  public record Turn(BatchId batch, long planVersion, List<byte[]> outputs) {}

  /** Takes the whole output of one task. */
  public Arrival add(BatchId batch, long planVersion, SinkTarget target, byte[] output) {
    if (batch.compareTo(lastCommitted) <= 0) {
      return Arrival.VISIBLE;
    }
    Waiting known = batches.get(batch);
    if (known == null || known.planVersion < planVersion) {
      known = new Waiting(planVersion, target);
      batches.put(batch, known);
    }
    boolean counts = known.planVersion == planVersion && known.outputs.add(target.index(), output);
    return counts ? Arrival.KEPT : Arrival.OUTDATED;
  }

  /** The next batch to write and commit, or null; the same until {@link #committed} says so. */
  public @Nullable Turn next() {
    for (var entry : batches.entrySet()) {
      Waiting waiting = entry.getValue();
      if (waiting.outputs.complete() && waiting.previous.compareTo(lastCommitted) <= 0) {
        return new Turn(entry.getKey(), waiting.planVersion, waiting.outputs.present());
      }
    }
    return null;
  }

  /** Everything up to the batch is visible; an older batch than known changes nothing. */
  public void committed(BatchId batch) {
    if (batch.compareTo(lastCommitted) > 0) {
      lastCommitted = batch;
      batches.headMap(batch, true).clear();
    }
  }

  private static final class Waiting {
    private final long planVersion;
    private final BatchId previous;
    private final Parts outputs;

    Waiting(long planVersion, SinkTarget target) {
      this.planVersion = planVersion;
      this.previous = target.previous();
      this.outputs = new Parts(target.outputs());
    }
  }
}
