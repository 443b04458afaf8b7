package io.millrace.launcher.run;

import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.Sources;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that times a run: what is sent, and how it is cut. */
public final class WorkloadOptions {
  private static final double DEFAULT_RATE_MB = 10;

  @Option(
      names = "--rate-mb",
      paramLabel = "MB/S",
      description =
          "10^6 bytes a second over all connections, 0 for as fast as it goes (default: 10; with"
              + " --source: nothing is asked)")
  private @Nullable Double rateMb;

  @Option(
      names = "--record-bytes",
      paramLabel = "BYTES",
      defaultValue = "20",
      description = "length of a record, 15 to 4096 (default: ${DEFAULT-VALUE})")
  private int recordBytes;

  @Option(
      names = "--receivers",
      paramLabel = "N",
      description = "connections, one receiver each (default: 1; with --source: one each)")
  private @Nullable Integer receivers;

  @Option(
      names = "--batch",
      paramLabel = "TIME",
      defaultValue = "10ms",
      converter = DurationText.class,
      description = "batch interval, with unit (default: ${DEFAULT-VALUE})")
  private Duration batch = Duration.ZERO;

  @Option(
      names = "--source",
      paramLabel = "HOST:PORT",
      description = "a source to read instead of the own generator; may be repeated")
  private List<String> sources = List.of();

  /**
   * The run that they ask for.
   *
   * @param workers worker processes; 0: an embedded node
   * @throws IllegalArgumentException with a sentence that names the option at fault
   */
  public RunPlan plan(Duration warmUp, Duration measured, BlockOptions blocks, int workers) {
    List<String> endpoints = endpoints();
    return new RunPlan(
        warmUp,
        measured,
        rateMb == null && endpoints.isEmpty() ? Double.valueOf(DEFAULT_RATE_MB) : rateMb,
        recordBytes,
        receivers != null ? receivers : Math.max(1, endpoints.size()),
        batch,
        blocks.block(batch),
        blocks.consumers(),
        endpoints,
        workers);
  }

  private List<String> endpoints() {
    try {
      return sources.isEmpty() ? sources : Sources.sockets(sources).splits();
    } catch (JobDefinitionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
