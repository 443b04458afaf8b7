package io.millrace.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of every benchmark: how often and how long. */
final class RunOptions {
  /** How long most benchmarks warm up. */
  static final int WARM_UP_SECONDS = 15;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "runs, of which the medians are told (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "how long each is measured, after its warm-up (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warmup",
      paramLabel = "S",
      description = "how long each warms up before that (default: ${DEFAULT-VALUE})")
  private int warmUp;

  /**
   * With a warm-up of this length, unless told otherwise.
   *
   * @param warmUpSeconds how long
   */
  RunOptions(int warmUpSeconds) {
    warmUp = warmUpSeconds;
  }

  /**
   * How many.
   *
   * @throws IllegalArgumentException when it is out of range
   */
  int runs() {
    if (runs < 1 || runs > 100) {
      throw new IllegalArgumentException("--runs is %d; it must lie in 1..100".formatted(runs));
    }
    return runs;
  }

  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }
}
