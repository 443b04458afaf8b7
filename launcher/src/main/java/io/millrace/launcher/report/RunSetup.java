package io.millrace.launcher.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a run, and where it ran.
 *
 * @param scheduling who cuts batches and places tasks, as {@code millrace.scheduling.mode} has it
 * @param consumers block-store consumers of each worker
 * @param receivers streams, one receiver each
 * @param rateMb 10^6 bytes a second over all streams, 0 for as fast as it goes; null when nothing
 *     was asked of a foreign source
 * @param warmUp left out of everything measured
 */
public record RunSetup(
    Host host,
    Mode mode,
    int workers,
    String scheduling,
    Duration batch,
    Duration block,
    int consumers,
    int receivers,
    int recordBytes,
    @Nullable Double rateMb,
    Duration warmUp) {

  /** Where the nodes run. */
  public enum Mode {
    /** All in one process. */
    EMBEDDED("embedded"),
    /** Each in a process of its own. */
    CLUSTER("cluster");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /** As results and reports spell it. */
    public String word() {
      return word;
    }
  }
}
