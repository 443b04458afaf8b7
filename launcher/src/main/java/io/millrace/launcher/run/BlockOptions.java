package io.millrace.launcher.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the engine takes in what a workload sends. */
public final class BlockOptions {
  @Option(
      names = "--block",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "block interval, divides the batch interval (default: a fifth of it, or a quarter, half, the whole)")
  private @Nullable Duration block;

  @Option(
      names = "--consumers",
      paramLabel = "N",
      description = "block-store consumers of each worker (default: ${DEFAULT-VALUE})")
  private int consumers = 2;

  Duration block(Duration batch) {
    return block != null ? block : RunPlan.defaultBlock(batch);
  }

  int consumers() {
    return consumers;
  }
}
