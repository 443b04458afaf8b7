package io.millrace.launcher.generate;

import java.util.List;
import java.util.function.Supplier;

/** Reports each second of a run as it ends, until interrupted. */
final class ProgressTicker implements Runnable {
  private final Supplier<List<GeneratorConnection>> run;
  private final int recordBytes;
  private final RunClock clock;
  private final RunReport report;
  private long lastBytes;
  private long lastNanos;

  /**
   * A ticker.
   *
   * @param run all connections of the run so far, also those that are over
   */
  ProgressTicker(
      Supplier<List<GeneratorConnection>> run, int recordBytes, RunClock clock, RunReport report) {
    this.run = run;
    this.recordBytes = recordBytes;
    this.clock = clock;
    this.report = report;
  }

  @Override
  public void run() {
    int second = 1;
    while (!Thread.currentThread().isInterrupted()) {
      long end = second * ScheduleWatch.SECOND_NANOS;
      long now = clock.nanos();
      if (now < end) {
        clock.parkUntil(end);
      } else {
        report.second(lookAt(second, now));
        second++;
      }
    }
  }

  private Progress lookAt(int second, long now) {
    List<GeneratorConnection> connections = run.get();
    long bytes = connections.stream().mapToLong(GeneratorConnection::bytes).sum();
    double rateMb = RunReport.rateMb(bytes - lastBytes, now - lastNanos);
    lastBytes = bytes;
    lastNanos = now;
    return new Progress(
        second,
        now,
        (int) connections.stream().filter(GeneratorConnection::isLive).count(),
        bytes / recordBytes,
        bytes,
        rateMb,
        connections.stream().mapToLong(each -> each.watch().behindNanos(now)).max().orElse(0),
        connections.stream().anyMatch(each -> each.watch().lateSeconds(now).get(second - 1)));
  }
}
