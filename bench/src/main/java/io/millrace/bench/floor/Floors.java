package io.millrace.bench.floor;

import io.millrace.bench.yardstick.YardstickProcess;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.process.ChildProcess;
import io.millrace.launcher.process.GeneratorProcess;
import io.millrace.launcher.process.JavaCommand;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.run.RunPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures floors, each in a JVM of its own with the flags of the nodes it is held beside. */
public final class Floors {
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);

  private Floors() {}

  /**
   * Measures one, with what a run of the engine has.
   *
   * @param keys see {@link FloorPlan}
   * @param millrace the command line's entry, which has the generator
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  public static YardstickRun measure(RunPlan plan, int keys, String millrace) {
    if (!plan.usesOwnGenerator()) {
      return measureForeign(plan, keys);
    }
    try (GeneratorProcess generator = GeneratorProcess.start(millrace, plan.generatorArguments());
        YardstickProcess floor = start(plan, plan.endpoints(generator.address()), keys)) {
      floor.awaitOver(plan.warmUp().plus(plan.measured()));
      Sent sent = generator.stop(System.nanoTime() - plan.measured().toNanos());
      return new YardstickRun(plan, floor.awaitFigures(END_PATIENCE), sent);
    }
  }

  private static YardstickRun measureForeign(RunPlan plan, int keys) {
    try (YardstickProcess floor = start(plan, plan.sources(), keys)) {
      floor.awaitOver(plan.warmUp().plus(plan.measured()));
      floor.stop();
      return new YardstickRun(plan, floor.awaitFigures(END_PATIENCE), null);
    }
  }

  private static YardstickProcess start(RunPlan plan, List<String> sources, int keys) {
    FloorPlan floor =
        new FloorPlan(
            sources, plan.recordBytes(), plan.batch(), plan.warmUp(), plan.measured(), keys);
    return new YardstickProcess(
        listener ->
            ChildProcess.start(
                "the floor",
                JavaCommand.node(Floor.class.getName(), Map.of(), floor.toArguments()),
                listener));
  }
}
