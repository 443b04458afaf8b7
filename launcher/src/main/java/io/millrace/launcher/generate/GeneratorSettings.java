package io.millrace.launcher.generate;

import io.millrace.launcher.generate.FaultPlan.Faults;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the generator was asked to do, checked.
 *
 * @param bind the address to listen on
 * @param port 0 takes any free one
 * @param rateMb of all connections together, in 10^6 bytes a second; 0 is flat out
 * @param recordBytes length of a record with its newline
 * @param connections how many are served at a time
 * @param seconds life of a connection from its accept; null: until stopped
 * @param stamp which moment a record carries
 * @param faults what is done wrong on the first connection
 * @param progress whether each second is reported
 */
record GeneratorSettings(
    String bind,
    int port,
    double rateMb,
    int recordBytes,
    int connections,
    @Nullable Double seconds,
    StampKind stamp,
    Faults faults,
    boolean progress) {

  private static final double MIN_SECONDS = 0.1;
  private static final double MAX_SECONDS = 1_000_000;
  private static final int MAX_FAULTS = 1_000_000;

  GeneratorSettings {
    between("--port", port, 0, 65_535);
    between("--rate-mb", rateMb, 0, GenerateCommand.MAX_RATE_MB);
    between("--record-bytes", recordBytes, RecordLine.MIN_BYTES, RecordLine.MAX_BYTES);
    between("--connections", connections, 1, GenerateCommand.MAX_CONNECTIONS);
    if (seconds != null) {
      between("--seconds", seconds, MIN_SECONDS, MAX_SECONDS);
    }
    between("--leave-out", (double) faults.leftOut(), 0, MAX_FAULTS);
    between("--repeat", (double) faults.repeated(), 0, MAX_FAULTS);
    between("--malformed", (double) faults.malformed(), 0, MAX_FAULTS);
  }

  /** Negated, so that "not a number" is refused as well. */
  private static void between(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be from %s to %s"
              .formatted(option, plain(value), plain(least), plain(most)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  /** Each connection's share of the rate. */
  double bytesPerSecondOfEach() {
    return rateMb * 1e6 / connections;
  }

  /** The life of a connection in nanoseconds, null where it is open. */
  @Nullable Long lifeNanos() {
    return seconds == null ? null : Math.round(seconds * 1e9);
  }
}
