package io.millrace.launcher.report;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerId;
import io.millrace.core.model.WorkerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over.
 *
 * @param status the job's last status
 * @param sent what our own generator sent; null for foreign sources
 */
public record RunResult(RunSetup setup, JobStatus status, @Nullable Sent sent) {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double BYTES_PER_MB = 1e6;

  /** Records that reached the sink, over the whole run. */
  public long records() {
    return total("records", status.records());
  }

  /** Malformed records, over the whole run. */
  public long rejected() {
    return status.rejected();
  }

  /**
   * Records that were sent and did not arrive. Ids show gaps, but not whole cycles of ids; totals
   * show both, but a record that came twice hides one that was lost. So the larger of the two.
   */
  public long lost() {
    long missing = sent == null ? 0 : sent.records() - records() - rejected();
    return Math.max(Math.max(total("lost", 0), missing), 0);
  }

  /** Records that arrived more than once; found like {@link #lost}. */
  public long duplicated() {
    long surplus = sent == null ? 0 : records() + rejected() - sent.records();
    return Math.max(Math.max(total("duplicated", 0), surplus), 0);
  }

  /** Bytes that left with lost workers, as far as positions tell. */
  public long bytesLostWithWorkers() {
    return status.lost().stream().mapToLong(RunResult::length).sum();
  }

  /**
   * Workers that left, where only they knew what they had read and not yet reported. Of our own
   * generator the totals tell.
   */
  public List<WorkerId> workersWithUnknownLoss() {
    return sent != null
        ? List.of()
        : status.workers().stream()
            .filter(WorkerStatus::hasLeft)
            .map(WorkerStatus::worker)
            .toList();
  }

  /** Length of the measured part, from the end of warm-up to the last record, seconds. */
  public double seconds() {
    return status.measured().seconds();
  }

  /** Rate after warm-up, 10^6 bytes a second. */
  public double rateMb() {
    return perSecond(status.measured().bytes()) / BYTES_PER_MB;
  }

  /** Rate after warm-up, records a second. */
  public double recordsPerSecond() {
    return perSecond(status.measured().records());
  }

  /** The batch interval, milliseconds. */
  public double batchMillis() {
    return setup.batch().toNanos() / MICROS_PER_MILLI / MICROS_PER_MILLI;
  }

  /** The block interval, milliseconds. */
  public double blockMillis() {
    return setup.block().toNanos() / MICROS_PER_MILLI / MICROS_PER_MILLI;
  }

  /** Whether the run kept up, by all rules of {@link Stability}. */
  public boolean stable() {
    return Stability.objection(this) == null;
  }

  private double perSecond(long amount) {
    return seconds() > 0 ? amount / seconds() : 0;
  }

  /** The latency job has one sink; before its status was heard there is none. */
  private long total(String name, long otherwise) {
    return status.sinks().stream()
        .map(sink -> sink.totals().getOrDefault(name, otherwise))
        .findFirst()
        .orElse(otherwise);
  }

  private static long length(LostRange range) {
    return range.to() - range.from();
  }
}
