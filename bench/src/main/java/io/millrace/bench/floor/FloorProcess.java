package io.millrace.bench.floor;

import io.millrace.launcher.process.ChildProcess;
import io.millrace.launcher.process.JavaCommand;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A floor in a JVM of its own, with the flags of the nodes beside which it is measured. */
final class FloorProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);

  private final CompletableFuture<String> over = new CompletableFuture<>();
  private final CompletableFuture<FloorFigures> figures = new CompletableFuture<>();
  private final ChildProcess process;
  private final Duration patience;

  FloorProcess(FloorPlan plan) {
    patience = plan.warmUp().plus(plan.measured()).plus(START_PATIENCE);
    process =
        ChildProcess.start(
            "the floor",
            JavaCommand.node(Floor.class.getName(), Map.of(), plan.toArguments()),
            this::hear);
  }

  private void hear(String line) {
    if (line.equals(Floor.OVER)) {
      over.complete(line);
    }
    FloorFigures.parse(line).ifPresent(figures::complete);
  }

  /**
   * Waits until the measured time is over, or the sources have ended.
   *
   * @throws io.millrace.launcher.process.ProcessFailure when it fails first
   */
  void awaitOver() {
    process.await(
        over.applyToEither(figures.thenApply(known -> ""), word -> word), patience, "end");
  }

  /**
   * Waits for the end of its sources and for its figures.
   *
   * @throws io.millrace.launcher.process.ProcessFailure when they don't come
   */
  FloorFigures awaitFigures() {
    return process.await(figures, END_PATIENCE, "figures");
  }

  /** Makes it read no further. */
  void stop() {
    process.endInput();
  }

  @Override
  public void close() {
    process.close();
  }
}
