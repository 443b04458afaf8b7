package io.millrace.launcher.report;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import java.util.Locale;

/** The one line that shows a run while it goes on: what the last second brought. */
public final class LiveLine {
  private LiveLine() {}

  /**
   * The line.
   *
   * @param phase where the run stands, such as {@code warm-up 3/10 s}
   */
  public static String of(JobStatus status, String phase) {
    LatencySummary live = status.live();
    return String.format(
        Locale.ROOT,
        "%-14s %6.2f MB/s %,10.0f records/s  p50 %6.2f ms  p99 %6.2f ms  batch %,d (%s ms)"
            + "  backlog %.2f MB",
        phase,
        perSecond(live, live.bytes()) / 1e6,
        perSecond(live, live.records()),
        live.latency().p50() / 1e3,
        live.latency().p99() / 1e3,
        status.batch(),
        Report.plain(status.batchMicros() / 1e3),
        status.backlogBytes() / 1e6);
  }

  /** A single batch has no length of its own; then the second itself is the measure. */
  private static double perSecond(LatencySummary live, long amount) {
    return live.seconds() > 0 ? amount / live.seconds() : amount;
  }
}
