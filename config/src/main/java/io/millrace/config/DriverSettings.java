package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.driver}.
 *
 * @param workers a job starts when this many workers have registered
 * @param workerTimeout a worker silent for this long is lost
 */
public record DriverSettings(int workers, Duration workerTimeout) {

  public DriverSettings {
    Range.count("millrace.driver.workers", workers, 1, 1024);
    Range.duration(
        "millrace.driver.worker-timeout",
        workerTimeout,
        Duration.ofMillis(100),
        Duration.ofMinutes(10));
  }
}
