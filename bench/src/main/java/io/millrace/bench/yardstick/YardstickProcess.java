package io.millrace.bench.yardstick;

import io.millrace.launcher.process.ChildProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A process that reads records and measures: it says {@code over} when its time is over, then reads
 * what is left, and says its figures.
 */
public final class YardstickProcess implements AutoCloseable {
  /** What it says when the measured time is over. */
  public static final String OVER = "over";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final CompletableFuture<String> over = new CompletableFuture<>();
  private final CompletableFuture<YardstickFigures> figures = new CompletableFuture<>();
  private final ChildProcess process;

  /**
   * Starts it.
   *
   * @param start starts the process with whom it is to tell its lines
   */
  public YardstickProcess(Function<Consumer<String>, ChildProcess> start) {
    process = start.apply(this::hear);
  }

  private void hear(String line) {
    if (line.equals(OVER)) {
      over.complete(line);
    }
    YardstickFigures.parse(line).ifPresent(figures::complete);
  }

  /**
   * Waits until the measured time is over, or the sources have ended.
   *
   * @param time how long it is to warm up and measure
   * @throws io.millrace.launcher.process.ProcessFailure when it fails first
   */
  public void awaitOver(Duration time) {
    process.await(
        over.applyToEither(figures.thenApply(known -> ""), word -> word),
        time.plus(START_PATIENCE),
        "end");
  }

  /**
   * Waits for its figures.
   *
   * @throws io.millrace.launcher.process.ProcessFailure when they don't come
   */
  public YardstickFigures awaitFigures(Duration patience) {
    return process.await(figures, patience, "figures");
  }

  /** Sends a line to its standard input. */
  public void tell(String line) {
    process.tell(line);
  }

  /** Ends its standard input. */
  public void stop() {
    process.endInput();
  }

  @Override
  public void close() {
    process.close();
  }
}
