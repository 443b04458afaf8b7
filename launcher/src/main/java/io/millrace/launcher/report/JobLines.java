package io.millrace.launcher.report;

import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.JobStatus;
import java.util.Locale;

/** What a job has counted, a line each. */
final class JobLines {
  private JobLines() {}

  static String batches(JobStatus status) {
    BatchCounts batches = status.measuredBatches();
    return line(
        "batches       due %,d, done %,d, merged %,d, failed %,d, cut without a late receiver %,d",
        batches.due(), batches.count(), batches.merged(), batches.failed(), batches.late());
  }

  static String taskBinary(JobStatus status) {
    CacheUse cache = status.cache();
    return line(
        "task binary   hits %,d, misses %,d over %d stage(s) and %d executor(s),"
            + " cold %.1f us, warm p50 %.1f us, p99 %.1f us",
        cache.hits(),
        cache.misses(),
        status.stages(),
        status.executors(),
        coldMicros(cache),
        status.warm().p50(),
        status.warm().p99());
  }

  static String tasks(JobStatus status) {
    return line("tasks         retried %,d", status.retriedTasks());
  }

  static String records(JobStatus status) {
    return line("records       %,d, rejected %,d", status.records(), status.rejected());
  }

  /** Mean cost of a miss, microseconds. */
  static double coldMicros(CacheUse cache) {
    return cache.misses() == 0 ? 0 : cache.coldNanos() / 1e3 / cache.misses();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
