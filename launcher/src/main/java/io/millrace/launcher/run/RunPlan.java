package io.millrace.launcher.run;

import io.millrace.core.model.Measurement;
import io.millrace.launcher.generate.GenerateCommand;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.RunSetup;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run that can be run: what was left open is filled in, what does not fit is refused.
 *
 * @param rateMb 10^6 bytes a second over all connections; null: nothing is asked of the sources
 * @param receivers how many streams are read
 * @param block divides the batch interval
 * @param sources {@code host:port} of each foreign source; empty: our own generator
 * @param workers worker processes; 0: an embedded node
 */
public record RunPlan(
    Duration warmUp,
    Duration measured,
    @Nullable Double rateMb,
    int recordBytes,
    int receivers,
    Duration batch,
    Duration block,
    int consumers,
    List<String> sources,
    int workers) {
  private static final Duration LEAST_BATCH = Duration.ofNanos(100_000);
  private static final Duration LEAST_BLOCK = Duration.ofNanos(50_000);
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final List<Integer> BLOCKS_IN_A_BATCH = List.of(5, 4, 2);

  /**
   * The same with every rule checked.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public RunPlan {
    sources = List.copyOf(sources);
    requireRange("--seconds", measured.toSeconds(), 1, 86_400);
    requireRange("--warmup", warmUp.toSeconds(), 0, 86_400);
    requireRange("--record-bytes", recordBytes, 15, 4096);
    requireRange("--receivers", receivers, 1, GenerateCommand.MAX_CONNECTIONS);
    requireRange("--consumers", consumers, 1, 64);
    requireRange("--workers", workers, 0, 64);
    require(
        rateMb == null || (rateMb >= 0 && rateMb <= GenerateCommand.MAX_RATE_MB),
        "--rate-mb is %s; it must lie in 0..%d".formatted(rateMb, GenerateCommand.MAX_RATE_MB));
    requireRange("--batch", batch, LEAST_BATCH);
    requireRange("--block", block, LEAST_BLOCK);
    require(
        batch.toNanos() % block.toNanos() == 0,
        "--block "
            + DurationText.of(block)
            + " does not divide --batch "
            + DurationText.of(batch)
            + " without a rest");
    require(
        sources.isEmpty() || sources.size() == receivers,
        "--receivers is %d, but there are %d --source, which have one receiver each"
            .formatted(receivers, sources.size()));
  }

  /** The block interval where none is given: a fifth of the batch, or the next that fits. */
  static Duration defaultBlock(Duration batch) {
    return BLOCKS_IN_A_BATCH.stream()
        .filter(blocks -> batch.toNanos() % blocks == 0)
        .map(batch::dividedBy)
        .filter(block -> block.compareTo(LEAST_BLOCK) >= 0)
        .findFirst()
        .orElse(batch);
  }

  /**
   * The same with another number of block-store consumers.
   *
   * @throws IllegalArgumentException when that is out of range
   */
  public RunPlan withConsumers(int number) {
    return new RunPlan(
        warmUp, measured, rateMb, recordBytes, receivers, batch, block, number, sources, workers);
  }

  /** Whether driver and workers are processes of their own. */
  public boolean isOnCluster() {
    return workers > 0;
  }

  /** Whether no source was named. */
  public boolean usesOwnGenerator() {
    return sources.isEmpty();
  }

  /** What the receivers connect to, given where our generator listens. */
  public List<String> endpoints(String generator) {
    return usesOwnGenerator() ? Collections.nCopies(receivers, generator) : sources;
  }

  /** What our own generator is to send, as options of {@code generate}. */
  public List<String> generatorArguments() {
    return List.of(
        "--rate-mb", String.valueOf(rateMb),
        "--connections", Integer.toString(receivers),
        "--record-bytes", Integer.toString(recordBytes));
  }

  /** What the job's ledger is to measure. */
  public Measurement measurement() {
    return new Measurement(
        TimeUnit.SECONDS.toMicros(warmUp.toSeconds()),
        TimeUnit.SECONDS.toMicros(measured.toSeconds()));
  }

  /**
   * What its result says of it.
   *
   * @param scheduling who cuts batches and places tasks
   */
  public RunSetup setup(Host host, String scheduling) {
    return new RunSetup(
        host,
        isOnCluster() ? RunSetup.Mode.CLUSTER : RunSetup.Mode.EMBEDDED,
        Math.max(1, workers),
        scheduling,
        batch,
        block,
        consumers,
        receivers,
        recordBytes,
        rateMb,
        warmUp);
  }

  /** What the nodes are to run with, by key. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("millrace.batch.interval", DurationText.of(batch));
    settings.put("millrace.block.interval", DurationText.of(block));
    settings.put("millrace.block-store.consumers", Integer.toString(consumers));
    return settings;
  }

  private static void requireRange(String option, long value, long least, long most) {
    require(
        value >= least && value <= most,
        "%s is %d; it must lie in %d..%d".formatted(option, value, least, most));
  }

  private static void requireRange(String option, Duration value, Duration least) {
    require(
        value.compareTo(least) >= 0 && value.compareTo(MOST) <= 0,
        "%s is %s; it must lie in %s..%s"
            .formatted(
                option, DurationText.of(value), DurationText.of(least), DurationText.of(MOST)));
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
