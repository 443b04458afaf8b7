package io.millrace.config;

import com.typesafe.config.Config;
import java.time.Duration;

/** All of {@code millrace} in HOCON, parsed once, validated, frozen. */
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
    NodeSettings node,
    HttpSettings http) {

  /** Checks what one group alone can't. */
  public MillraceSettings {
    requireBlockIntervalDivides(batch.interval(), block.interval());
    requireBlockFits("millrace.receiver.buffer-bytes", receiver.bufferBytes(), block);
    requireBlockFits("millrace.block-store.segment-bytes", blockStore.segmentBytes(), block);
    requireTimeoutOutlastsPings(driver.workerTimeout(), clock.pingInterval());
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

  private static void requireBlockIntervalDivides(Duration batch, Duration block) {
    if (batch.toNanos() % block.toNanos() != 0) {
      throw SettingsException.of(
          "millrace.block.interval",
          Range.duration(block),
          "must divide millrace.batch.interval = " + Range.duration(batch));
    }
  }

  private static void requireBlockFits(String key, int bytes, BlockSettings block) {
    if (block.maxBytes() > bytes) {
      throw SettingsException.of(
          "millrace.block.max-bytes",
          Range.bytes(block.maxBytes()),
          "must be at most " + key + " = " + Range.bytes(bytes));
    }
  }

  private static void requireTimeoutOutlastsPings(Duration timeout, Duration ping) {
    if (timeout.compareTo(ping.multipliedBy(2)) < 0) {
      throw SettingsException.of(
          "millrace.driver.worker-timeout",
          Range.duration(timeout),
          "must be at least twice millrace.clock.ping-interval = " + Range.duration(ping));
    }
  }
}
