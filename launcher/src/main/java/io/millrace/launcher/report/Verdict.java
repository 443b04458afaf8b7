package io.millrace.launcher.report;

import io.millrace.core.model.JobState;
import io.millrace.core.model.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to tell whoever started the run.
 *
 * @param ok records flowed, none was lost, came twice or was rejected, and the run was stable
 * @param sentence which of these did not hold, or that all did
 */
public record Verdict(boolean ok, String sentence) {

  /**
   * Judges a run.
   *
   * @param problem why the run was broken off, one sentence; null when it was not
   */
  public static Verdict of(RunResult run, @Nullable String problem) {
    String objection = problem != null ? problem : objection(run);
    return objection != null ? new Verdict(false, objection) : new Verdict(true, praise(run));
  }

  private static @Nullable String objection(RunResult run) {
    if (run.status().state() == JobState.FAILED) {
      return "the job failed: " + run.status().failure();
    }
    if (run.records() == 0 && run.rejected() == 0) {
      return "no record arrived";
    }
    String miscount = miscount(run);
    if (miscount != null) {
      return miscount;
    }
    String unstable = Stability.objection(run);
    return unstable == null ? null : "not stable: " + unstable;
  }

  private static @Nullable String miscount(RunResult run) {
    List<String> parts = new ArrayList<>();
    addCount(parts, run.bytesLostWithWorkers(), "bytes were lost with a worker");
    for (WorkerId worker : run.workersWithUnknownLoss()) {
      parts.add(
          "worker " + worker + " was lost, and what it had read and not reported is not known");
    }
    List<String> counts = new ArrayList<>();
    addCount(counts, run.lost(), "lost");
    addCount(counts, run.duplicated(), "duplicated");
    addCount(counts, run.rejected(), "rejected as malformed");
    if (!counts.isEmpty()) {
      parts.add("of the records sent, " + String.join(", ", counts));
    }
    return parts.isEmpty() ? null : String.join("; ", parts);
  }

  private static void addCount(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(count(number) + " " + what);
    }
  }

  private static String praise(RunResult run) {
    return "stable; %s records, none lost, none duplicated".formatted(count(run.records()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
