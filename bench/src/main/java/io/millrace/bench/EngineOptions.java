package io.millrace.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which engine is measured. */
final class EngineOptions {
  @Option(
      names = "--mode",
      paramLabel = "embedded|cluster",
      defaultValue = "embedded",
      description =
          "all in one process, or driver and workers in processes of their own (default:"
              + " ${DEFAULT-VALUE})")
  private String mode = "";

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "worker processes, with --mode cluster (default: 1)")
  private @Nullable Integer workers;

  @Option(
      names = "--scheduling",
      paramLabel = "MODE",
      description = "millrace.scheduling.mode (default: that of the configuration)")
  private @Nullable String scheduling;

  /**
   * Worker processes; 0: an embedded node.
   *
   * @throws IllegalArgumentException with a sentence that names the option at fault
   */
  int workers() {
    boolean isOnCluster =
        switch (mode) {
          case "embedded" -> false;
          case "cluster" -> true;
          default ->
              throw new IllegalArgumentException(
                  "--mode is %s; it must be embedded or cluster".formatted(mode));
        };
    if (workers == null) {
      return isOnCluster ? 1 : 0;
    }
    if (!isOnCluster) {
      throw new IllegalArgumentException("--workers goes with --mode cluster");
    }
    if (workers < 1) {
      throw new IllegalArgumentException("--workers must be at least 1");
    }
    return workers;
  }

  /** What it adds to the settings of the nodes. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (scheduling != null) {
      settings.put("millrace.scheduling.mode", scheduling);
    }
    return settings;
  }
}
