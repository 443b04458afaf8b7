package io.millrace.launcher;

import com.typesafe.config.Config;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.launcher.process.GeneratorProcess;
import io.millrace.launcher.report.LiveLine;
import io.millrace.launcher.report.Report;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.report.RunResult;
import io.millrace.launcher.report.RunSetup;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.report.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One timed run: starts what it needs, follows the job to its end, says what came of it. */
final class Demo {
  private static final long LOOK_MILLIS = 100;
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DemoPlan plan;
  private final Config settings;
  private final @Nullable Path json;
  private final Screen screen;
  private final RunEnd end;
  private @Nullable Sent sent;
  private long lastLineNanos = System.nanoTime();

  /**
   * A run.
   *
   * @param settings of an embedded node
   * @param json where the result goes for programs, if anywhere
   */
  Demo(DemoPlan plan, Config settings, @Nullable Path json, Screen screen) {
    this.plan = plan;
    this.settings = settings;
    this.json = json;
    this.screen = screen;
    this.end = new RunEnd(plan.usesOwnGenerator(), plan.warmUp(), plan.measured());
  }

  /**
   * Runs it.
   *
   * @throws IOException when the result can't be written
   */
  Verdict run() throws IOException, InterruptedException {
    if (!plan.usesOwnGenerator()) {
      return run(null);
    }
    try (GeneratorProcess generator = startGenerator()) {
      return run(generator);
    }
  }

  private GeneratorProcess startGenerator() {
    return GeneratorProcess.start(
        Main.class.getName(),
        List.of(
            "--rate-mb", String.valueOf(plan.rateMb()),
            "--connections", Integer.toString(plan.receivers()),
            "--record-bytes", Integer.toString(plan.recordBytes())));
  }

  private Verdict run(@Nullable GeneratorProcess generator)
      throws IOException, InterruptedException {
    List<String> endpoints = plan.endpoints(generator == null ? "" : generator.address());
    try (Engine engine = engine()) {
      engine.start(LatencyJob.arguments(endpoints, plan.recordBytes()), plan.measurement());
      JobStatus last = follow(engine, generator);
      // before the nodes are ended, which takes seconds on a cluster
      return conclude(new RunResult(setup(), last, sent));
    }
  }

  private Engine engine() {
    return plan.isOnCluster()
        ? new ClusterEngine(plan.settings(), plan.workers())
        : new EmbeddedEngine(settings);
  }

  private JobStatus follow(Engine engine, @Nullable GeneratorProcess generator)
      throws InterruptedException {
    while (true) {
      JobStatus status = engine.status();
      long now = System.nanoTime();
      RunEnd.Step step = end.look(status, now);
      show(status, now);
      switch (step) {
        case GO_ON -> requireSending(generator);
        case DRAIN_TO_END -> drainToEnd(engine, generator);
        case DRAIN_NOW -> engine.drain(DrainMode.NOW);
        case FINISHED -> {
          return status;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private void requireSending(@Nullable GeneratorProcess generator) {
    if (generator != null && sent == null) {
      generator.requireAlive();
    }
  }

  private void drainToEnd(Engine engine, @Nullable GeneratorProcess generator) {
    if (generator != null) {
      sent = generator.stop(end.measuredFromNanos());
    }
    engine.drain(DrainMode.TO_END);
  }

  private void show(JobStatus status, long now) {
    if (status.state() != JobState.PREPARING && now - lastLineNanos >= LINE_NANOS) {
      screen.live(LiveLine.of(status, phase(status, now)));
      lastLineNanos = now;
    }
  }

  private String phase(JobStatus status, long now) {
    long elapsed = end.elapsed(now).toSeconds();
    long warmUp = plan.warmUp().toSeconds();
    return switch (status.state()) {
      case PREPARING -> "starting";
      case RUNNING -> {
        if (!end.isFlowing()) {
          yield "waiting";
        }
        yield elapsed < warmUp
            ? "warm-up %d/%d s".formatted(elapsed, warmUp)
            : "run %d/%d s".formatted(elapsed - warmUp, plan.measured().toSeconds());
      }
      case DRAINING -> "draining";
      case ENDED -> "ended";
      case FAILED -> "failed";
    };
  }

  private Verdict conclude(RunResult result) throws IOException {
    Verdict verdict = Verdict.of(result, end.problem().orElse(null));
    screen.write(Report.lines(result));
    screen.write(List.of("", (verdict.ok() ? "OK: " : "NOT OK: ") + verdict.sentence()));
    if (json != null) {
      ResultJson.write(result, json);
    }
    return verdict;
  }

  private RunSetup setup() {
    return new RunSetup(
        Main.version(),
        plan.isOnCluster() ? RunSetup.Mode.CLUSTER : RunSetup.Mode.EMBEDDED,
        Math.max(1, plan.workers()),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        collector(),
        Runtime.getRuntime().availableProcessors(),
        plan.batch(),
        plan.block(),
        plan.consumers(),
        plan.receivers(),
        plan.recordBytes(),
        plan.rateMb(),
        plan.warmUp());
  }

  /** {@code G1} of "G1 Young Generation". */
  private static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().get(0).getName().split(" ", 2)[0];
  }
}
