package io.millrace.launcher.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as options have them: a number, which may have decimals, and its unit. */
public final class DurationText implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s)");

  /** From the longest to the shortest. */
  private enum Unit {
    S(1_000_000_000),
    MS(1_000_000),
    US(1_000),
    NS(1);

    private final long nanos;

    Unit(long nanos) {
      this.nanos = nanos;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      Unit unit = Unit.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
      BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit.nanos));
      if (nanos.signum() > 0 && nanos.stripTrailingZeros().scale() <= 0) {
        return Duration.ofNanos(nanos.longValueExact());
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no duration; write a number and a unit, such as 10ms, 0.5ms or 250us");
  }

  /** The shortest form without decimals. */
  public static String of(Duration duration) {
    long nanos = duration.toNanos();
    for (Unit unit : Unit.values()) {
      if (nanos % unit.nanos == 0) {
        return nanos / unit.nanos + unit.text();
      }
    }
    return nanos + Unit.NS.text();
  }
}
