package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.clock}.
 *
 * @param pingInterval pace of clock pings, which are also the heartbeat
 * @param window pings the offset estimate looks back on
 * @param maxDriftPpm how fast two clocks may drift apart, parts per million; part of the bound
 */
public record ClockSettings(Duration pingInterval, int window, double maxDriftPpm) {

  public ClockSettings {
    Range.duration(
        "millrace.clock.ping-interval", pingInterval, Duration.ofMillis(1), Duration.ofSeconds(10));
    Range.count("millrace.clock.window", window, 1, 1024);
    Range.number("millrace.clock.max-drift-ppm", maxDriftPpm, 0, 10_000);
  }
}
