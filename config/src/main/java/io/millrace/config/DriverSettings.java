package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.driver}.
 *
 * @param workers a job starts when this many workers have registered
 * @param workerTimeout a worker silent for this long is lost
 * @param slots a job starts when the workers offer this many slots together
 * @param startTimeout a job that does not run within this time is refused
 */
public record DriverSettings(
    int workers, Duration workerTimeout, int slots, Duration startTimeout) {

  public DriverSettings {
    Range.count("millrace.driver.workers", workers, 1, 1024);
    Range.duration(
        "millrace.driver.worker-timeout",
        workerTimeout,
        Duration.ofMillis(100),
        Duration.ofMinutes(10));
    Range.count("millrace.driver.slots", slots, 1, 65_536);
    Range.duration(
        "millrace.driver.start-timeout",
        startTimeout,
        Duration.ofMillis(100),
        Duration.ofHours(24));
  }
}
