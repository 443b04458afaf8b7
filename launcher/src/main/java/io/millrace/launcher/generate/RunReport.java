package io.millrace.launcher.generate;

import io.millrace.launcher.generate.FaultPlan.Faults;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * The lines the generator prints, each flushed. Programs read them: a first word that says what the
 * line is about, then {@code key=value}; keys may be added at the end, never changed. MB are 10^6
 * bytes.
 *
 * <pre>
 *  listening on 127.0.0.1:9999
 *  second=3 elapsed=3.000 connections=1 records=.. bytes=.. rateMb=.. behindMs=.. late=false
 *  connection ordinal=0 records=.. bytes=.. seconds=.. rateMb=.. maxBehindMs=.. lateSeconds=.. ended=done
 *  total connections=1 records=.. bytes=.. seconds=.. rateMb=.. maxBehindMs=.. lateSeconds=..
 * </pre>
 *
 * <p>The last two go on with {@code leftOut=.. repeated=.. malformed=..} where faults were made.
 */
final class RunReport {
  private final PrintWriter out;

  RunReport(PrintWriter out) {
    this.out = out;
  }

  void listening(String address, int port) {
    line("listening on " + address + ":" + port);
  }

  /** The second that ended at {@code progress.second()}, and the run so far. */
  void second(Progress progress) {
    line(
        String.format(
            Locale.ROOT,
            "second=%d elapsed=%.3f connections=%d records=%d bytes=%d rateMb=%.3f behindMs=%.1f"
                + " late=%b",
            progress.second(),
            seconds(progress.elapsedNanos()),
            progress.connections(),
            progress.records(),
            progress.bytes(),
            progress.rateMb(),
            millis(progress.behindNanos()),
            progress.late()));
  }

  void connection(ConnectionResult result) {
    long nanos = result.endNanos() - result.startNanos();
    line(
        String.format(
            Locale.ROOT,
            "connection ordinal=%d records=%d bytes=%d seconds=%.3f rateMb=%.3f maxBehindMs=%.1f"
                + " lateSeconds=%d ended=%s%s",
            result.ordinal(),
            result.records(),
            result.bytes(),
            seconds(nanos),
            rateMb(result.bytes(), nanos),
            millis(result.maxBehindNanos()),
            result.lateSeconds().cardinality(),
            result.ending().word(),
            faults(result.faults())));
  }

  void total(RunTotals totals) {
    line(
        String.format(
            Locale.ROOT,
            "total connections=%d records=%d bytes=%d seconds=%.3f rateMb=%.3f maxBehindMs=%.1f"
                + " lateSeconds=%d%s",
            totals.connections(),
            totals.records(),
            totals.bytes(),
            seconds(totals.nanos()),
            rateMb(totals.bytes(), totals.nanos()),
            millis(totals.maxBehindNanos()),
            totals.lateSeconds(),
            faults(totals.faults())));
  }

  private void line(String line) {
    out.println(line);
    out.flush();
  }

  private static String faults(Faults faults) {
    return faults.sum() == 0
        ? ""
        : " leftOut=%d repeated=%d malformed=%d"
            .formatted(faults.leftOut(), faults.repeated(), faults.malformed());
  }

  /** A rate in 10^6 bytes a second; 0 where no time passed. */
  static double rateMb(long bytes, long nanos) {
    return nanos == 0 ? 0 : bytes * 1e3 / nanos;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
