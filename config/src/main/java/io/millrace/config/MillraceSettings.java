package io.millrace.config;

import com.typesafe.config.Config;
import java.util.Map;

/**
 * All of {@code millrace} in HOCON, parsed once, validated, frozen.
 *
 * @param written what the others were read from; the settings of a job are laid over it
 */
public record MillraceSettings(
    BatchSettings batch,
    BlockSettings block,
    ReceiverSettings receiver,
    BlockStoreSettings blockStore,
    ExecutorSettings executor,
    ShuffleSettings shuffle,
    LaneSettings lane,
    SchedulingSettings scheduling,
    DriverSettings driver,
    CodeSettings code,
    ClockSettings clock,
    DeadLetterSettings deadLetter,
    TestSettings test,
    AblationSettings ablation,
    ClusterSettings cluster,
    NodeSettings node,
    HttpSettings http,
    Config written) {

  /** Checks what one group alone can't. */
  public MillraceSettings {
    requireBlockIntervalDivides(batch, block);
    requireFits(
        block.maxBytes() <= receiver.bufferBytes(),
        "millrace.block.max-bytes",
        block.maxBytes(),
        "must be at most",
        "millrace.receiver.buffer-bytes",
        receiver.bufferBytes());
    requireFits(
        block.maxBytes() <= blockStore.segmentBytes(),
        "millrace.block.max-bytes",
        block.maxBytes(),
        "must be at most",
        "millrace.block-store.segment-bytes",
        blockStore.segmentBytes());
    // a block grows with its only record, and lies in one segment
    requireFits(
        receiver.maxRecordBytes() < blockStore.segmentBytes(),
        "millrace.receiver.max-record-bytes",
        receiver.maxRecordBytes(),
        "must be below",
        "millrace.block-store.segment-bytes",
        blockStore.segmentBytes());
    requireTimeoutOutlastsPings(driver, clock);
  }

  /**
   * Reads the settings; keys that the configuration leaves out have the defaults of {@code
   * reference.conf}.
   *
   * @throws SettingsException for an unknown key, a wrong type or a value out of range
   */
  public static MillraceSettings from(Config config) {
    return SettingsReader.read(config);
  }

  /**
   * The settings of a job that asks for some of its own, on this node.
   *
   * @param overrides by key, each of which {@code reference.conf} marks with {@code @job}
   * @throws SettingsException for a key that is unknown or the node's, or a value that can't be
   *     used
   */
  public MillraceSettings forJob(Map<String, String> overrides) {
    return overrides.isEmpty() ? this : from(JobOverrides.of(overrides).withFallback(written));
  }

  private static void requireBlockIntervalDivides(BatchSettings batch, BlockSettings block) {
    Range.require(
        batch.interval().toNanos() % block.interval().toNanos() == 0,
        "millrace.block.interval",
        Range.duration(block.interval()),
        "must divide",
        "millrace.batch.interval",
        Range.duration(batch.interval()));
  }

  private static void requireFits(
      boolean fits, String key, int bytes, String rule, String other, int otherBytes) {
    Range.require(fits, key, Range.bytes(bytes), rule, other, Range.bytes(otherBytes));
  }

  private static void requireTimeoutOutlastsPings(DriverSettings driver, ClockSettings clock) {
    Range.require(
        driver.workerTimeout().compareTo(clock.pingInterval().multipliedBy(2)) >= 0,
        "millrace.driver.worker-timeout",
        Range.duration(driver.workerTimeout()),
        "must be at least twice",
        "millrace.clock.ping-interval",
        Range.duration(clock.pingInterval()));
  }
}
