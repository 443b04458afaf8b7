package io.millrace.launcher.run;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.launcher.process.GeneratorProcess;
import io.millrace.launcher.report.LiveLine;
import io.millrace.launcher.report.RunSetup;
import io.millrace.launcher.report.Sent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One timed run: starts what it needs, follows the job to its end. */
public final class TimedRun {
  private static final long LOOK_MILLIS = 100;
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RunPlan plan;
  private final RunSetup setup;
  private final String millrace;
  private final Screen screen;
  private final String title;
  private final RunEnd end;
  private @Nullable Sent sent;
  private long lastLineNanos = System.nanoTime();

  /**
   * A run.
   *
   * @param millrace the command line's entry, which has the generator
   * @param title in front of the live line; empty where there is only one run
   */
  public TimedRun(RunPlan plan, RunSetup setup, String millrace, Screen screen, String title) {
    this.plan = plan;
    this.setup = setup;
    this.millrace = millrace;
    this.screen = screen;
    this.title = title;
    this.end = new RunEnd(plan.usesOwnGenerator(), plan.warmUp(), plan.measured());
  }

  /**
   * Runs it; the engine is left to the caller to close, which may take seconds.
   *
   * @param job that reads these sources, each {@code host:port}
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  public FinishedRun run(Engine engine, Function<List<String>, JobCall> job)
      throws InterruptedException {
    if (!plan.usesOwnGenerator()) {
      return run(engine, job, null);
    }
    try (GeneratorProcess generator = GeneratorProcess.start(millrace, plan.generatorArguments())) {
      return run(engine, job, generator);
    }
  }

  private FinishedRun run(
      Engine engine, Function<List<String>, JobCall> job, @Nullable GeneratorProcess generator)
      throws InterruptedException {
    List<String> endpoints = plan.endpoints(generator == null ? "" : generator.address());
    engine.start(job.apply(endpoints), plan.measurement());
    JobStatus last = follow(engine, generator);
    return new FinishedRun(setup, last, sent, end.problem().orElse(null));
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
      screen.live(title + LiveLine.of(status, phase(status, now)));
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
}
