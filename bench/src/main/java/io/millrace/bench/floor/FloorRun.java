package io.millrace.bench.floor;

import io.millrace.launcher.process.GeneratorProcess;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.run.RunPlan;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A floor that was measured.
 *
 * @param sent what our own generator sent; null for foreign sources
 */
public record FloorRun(RunPlan plan, FloorFigures figures, @Nullable Sent sent) {
  private static final double LEAST_RATE = 0.97;

  /**
   * Measures one, with what a run of the engine has.
   *
   * @param keys see {@link FloorPlan}
   * @param millrace the command line's entry, which has the generator
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  public static FloorRun of(RunPlan plan, int keys, String millrace) {
    if (!plan.usesOwnGenerator()) {
      return ofForeign(plan, keys);
    }
    try (GeneratorProcess generator = GeneratorProcess.start(millrace, plan.generatorArguments());
        FloorProcess floor =
            new FloorProcess(floorPlan(plan, plan.endpoints(generator.address()), keys))) {
      floor.awaitOver();
      Sent sent = generator.stop(System.nanoTime() - plan.measured().toNanos());
      return new FloorRun(plan, floor.awaitFigures(), sent);
    }
  }

  private static FloorRun ofForeign(RunPlan plan, int keys) {
    try (FloorProcess floor = new FloorProcess(floorPlan(plan, plan.sources(), keys))) {
      floor.awaitOver();
      floor.stop();
      return new FloorRun(plan, floor.awaitFigures(), null);
    }
  }

  private static FloorPlan floorPlan(RunPlan plan, List<String> sources, int keys) {
    return new FloorPlan(
        sources, plan.recordBytes(), plan.batch(), plan.warmUp(), plan.measured(), keys);
  }

  /** The rate of the measured time, 10^6 bytes a second. */
  public double rateMb() {
    return figures.rateMb(plan.recordBytes());
  }

  /** Records that were sent and did not arrive; see {@code RunResult}. */
  public long lost() {
    long missing = sent == null ? 0 : sent.records() - figures.records() - figures.rejected();
    return Math.max(figures.lost(), missing);
  }

  /** Records that arrived more than once. */
  public long duplicated() {
    long surplus = sent == null ? 0 : figures.records() + figures.rejected() - sent.records();
    return Math.max(figures.duplicated(), surplus);
  }

  /** Whether the machine brought what was asked. */
  public boolean stable() {
    return objection() == null;
  }

  /** What is wrong with it, a sentence without its full stop; null when nothing is. */
  public @Nullable String objection() {
    Double asked = plan.rateMb();
    if (figures.measuredRecords() == 0) {
      return "no record came after the warm-up, so nothing was measured";
    }
    if (lost() + duplicated() + figures.rejected() > 0) {
      return "of the records sent, %,d lost, %,d duplicated, %,d rejected as malformed"
          .formatted(lost(), duplicated(), figures.rejected());
    }
    if (sent != null && sent.lateSeconds() > 0) {
      return "the generator was held back in %d s".formatted(sent.lateSeconds());
    }
    return asked == null || rateMb() >= LEAST_RATE * asked
        ? null
        : String.format(Locale.ROOT, "%.2f MB/s came of %.2f MB/s asked for", rateMb(), asked);
  }
}
