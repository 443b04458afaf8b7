package io.millrace.launcher.report;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.WorkerStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run came to, for a person to read. */
public final class Report {
  private final RunResult run;
  private final List<String> lines = new ArrayList<>();

  private Report(RunResult run) {
    this.run = run;
  }

  /** All of the report but the verdict, line by line. */
  public static List<String> lines(RunResult run) {
    Report report = new Report(run);
    report.addHead();
    if (run.status().measured().records() > 0) {
      report.addLatency();
    }
    report.addCounts();
    report.addWorkers();
    return report.lines;
  }

  private void addHead() {
    RunSetup setup = run.setup();
    add("");
    add(
        "%s, %d worker(s), batches of %s ms in blocks of %s ms, %d receiver(s), %d consumer(s)",
        setup.mode().word(),
        setup.workers(),
        plain(run.batchMillis()),
        plain(run.blockMillis()),
        setup.receivers(),
        setup.consumers());
    add(
        "%.2f MB/s, %,.0f records/s of %d bytes, over %.1f s after %s s of warm-up",
        run.rateMb(),
        run.recordsPerSecond(),
        setup.recordBytes(),
        run.seconds(),
        plain(setup.warmUp().toMillis() / 1e3));
  }

  private void addLatency() {
    LatencySummary measured = run.status().measured();
    add("");
    add("latency, ms        mean      p50      p90      p99    p99.9      max");
    addDistribution("processed", measured.latency());
    addDistribution("committed", measured.visible());
    add("");
    add("where the time went (means; the parts sum to the whole)");
    lines.addAll(Waterfall.lines(measured));
  }

  private void addDistribution(String name, Distribution micros) {
    add(
        "  %-12s %8.2f %8.2f %8.2f %8.2f %8.2f %8.2f",
        name,
        micros.mean() / 1e3,
        micros.p50() / 1e3,
        micros.p90() / 1e3,
        micros.p99() / 1e3,
        micros.p999() / 1e3,
        micros.max() / 1e3);
  }

  private void addCounts() {
    JobStatus status = run.status();
    add("");
    lines.add(JobLines.batches(status));
    lines.add(JobLines.taskBinary(status));
    lines.add(JobLines.tasks(status));
    add(
        "records       %,d%s, lost %,d, duplicated %,d, rejected %,d",
        run.records(), ofSent(), run.lost(), run.duplicated(), run.rejected());
    status.lost().stream()
        .map(LostRange::toString)
        .forEach(range -> add("              %s", range));
  }

  private String ofSent() {
    Sent sent = run.sent();
    return sent == null ? "" : String.format(Locale.ROOT, " of %,d sent", sent.records());
  }

  private void addWorkers() {
    for (WorkerStatus worker : run.status().workers()) {
      add(
          "worker %s: %d slot(s), %,d tasks, %,d records, shuffle in %.2f MB,"
              + " clock %+.1f us (within %.1f us)",
          worker.worker(),
          worker.slots(),
          worker.tasks(),
          worker.records(),
          worker.shuffleBytesIn() / 1e6,
          worker.clockOffsetMicros(),
          worker.clockBoundMicros());
    }
  }

  private void add(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }

  /** A number without zeros at its end: 10 and not 10.0. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
