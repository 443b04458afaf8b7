package io.millrace.bench.run;

import io.millrace.bench.floor.Floors;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.RunSetup;
import io.millrace.launcher.run.Engine;
import io.millrace.launcher.run.FinishedRun;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.RunSettings;
import io.millrace.launcher.run.Screen;
import io.millrace.launcher.run.TimedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the engine, with the floor in turn, so that what disturbs the machine disturbs both. */
public final class EngineRuns {
  private final RunOrder order;
  private final RunPlan plan;
  private final Map<String, String> byKey = new LinkedHashMap<>();
  private final RunSettings settings;

  /**
   * Runs that can be made.
   *
   * @throws io.millrace.config.SettingsException for a setting that can't be used
   */
  public EngineRuns(RunOrder order) {
    this.order = order;
    this.plan = order.plan();
    byKey.putAll(plan.settings());
    byKey.putAll(order.settings());
    this.settings = new RunSettings(byKey);
  }

  /**
   * Makes them, each with a floor behind it.
   *
   * @param keys that the floor counts by; 0 where the job has none
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  public MeasuredRuns besideFloors(int keys, Screen screen) throws InterruptedException {
    List<FinishedRun> runs = new ArrayList<>();
    List<YardstickRun> floors = new ArrayList<>();
    for (int i = 1; i <= order.runs(); i++) {
      runs.add(runEngine(screen, "run %d/%d  ".formatted(i, order.runs())));
      screen.live("floor %d/%d".formatted(i, order.runs()));
      floors.add(Floors.measure(plan, keys, order.millrace()));
    }
    return new MeasuredRuns(runs, floors);
  }

  /**
   * Makes them, and nothing else.
   *
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  public MeasuredRuns alone(Screen screen) throws InterruptedException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int i = 1; i <= order.runs(); i++) {
      runs.add(runEngine(screen, "run %d/%d  ".formatted(i, order.runs())));
    }
    return new MeasuredRuns(runs, List.of());
  }

  /**
   * Makes one.
   *
   * @param title in front of the live line
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  public FinishedRun runEngine(Screen screen, String title) throws InterruptedException {
    RunSetup setup = plan.setup(Host.here(), settings.scheduling());
    try (Engine engine = engine()) {
      return new TimedRun(plan, setup, order.millrace(), screen, title).run(engine, order.job());
    }
  }

  private Engine engine() {
    return plan.isOnCluster() ? settings.clusterEngine(plan.workers()) : new EmbeddedProcess(byKey);
  }
}
