package io.millrace.bench.versus;

import java.time.Duration;
import java.util.Locale;

/** How Spark takes records in. */
public enum SparkReceiver {
  /** {@code socketTextStream}, as everyone writes it. */
  TEXT(Duration.ofMillis(100)),
  /** The best receiver of one's own, and the least job that can be. */
  BLOCK(Duration.ofMillis(20));

  private final Duration firstTried;

  SparkReceiver(Duration firstTried) {
    this.firstTried = firstTried;
  }

  /** As options and results spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the search for its best interval begins. */
  Duration firstTried() {
    return firstTried;
  }

  /**
   * The block interval that goes with a batch interval. A block that ends together with its batch
   * misses it, so text has two of them; a block of one's own is cut when it is time and costs a
   * task, so that one is best.
   */
  Duration block(Duration interval) {
    return switch (this) {
      case TEXT -> Duration.ofMillis(Math.max(1, interval.toMillis() / 2));
      case BLOCK -> interval;
    };
  }
}
