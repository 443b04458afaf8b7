package io.millrace.config;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The ranges that the settings records check, and values written the way HOCON reads them. */
final class Range {
  private Range() {}

  static void count(String key, long value, long min, long max) {
    require(value >= min && value <= max, key, "" + value, min + ".." + max);
  }

  static void number(String key, double value, double min, double max) {
    require(value >= min && value <= max, key, plain(value), plain(min) + ".." + plain(max));
  }

  static void bytes(String key, long value, long min, long max) {
    require(value >= min && value <= max, key, bytes(value), bytes(min) + ".." + bytes(max));
  }

  static void duration(String key, Duration value, Duration min, Duration max) {
    boolean within = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    require(within, key, duration(value), duration(min) + ".." + duration(max));
  }

  /**
   * What two keys ask of each other.
   *
   * @param rule ends where the other key follows
   */
  static void require(
      boolean holds, String key, String value, String rule, String other, String otherValue) {
    if (!holds) {
      throw SettingsException.of(key, value, rule, other, otherValue);
    }
  }

  private static void require(boolean within, String key, String value, String range) {
    if (!within) {
      throw SettingsException.of(key, value, "must lie in " + range);
    }
  }

  static String bytes(long value) {
    return inLargestUnit(value, 1024, "B", "KiB", "MiB", "GiB", "TiB");
  }

  static String duration(Duration value) {
    if (value.isZero()) {
      return "0s";
    }
    return inLargestUnit(TimeUnit.NANOSECONDS.convert(value), 1000, "ns", "us", "ms", "s");
  }

  /** The largest unit that leaves no fraction. */
  private static String inLargestUnit(long value, int step, String... units) {
    long rest = value;
    int unit = 0;
    while (unit < units.length - 1 && rest != 0 && rest % step == 0) {
      rest /= step;
      unit++;
    }
    return rest + units[unit];
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
