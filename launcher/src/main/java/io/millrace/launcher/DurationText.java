package io.millrace.launcher;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as options have them: a number, which may have decimals, and its unit. */
final class DurationText implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s)");
  private static final Map<String, Long> NANOS =
      Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      BigDecimal nanos =
          new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(NANOS.get(parts.group(2))));
      if (nanos.signum() > 0 && nanos.stripTrailingZeros().scale() <= 0) {
        return Duration.ofNanos(nanos.longValueExact());
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no duration; write a number and a unit, such as 10ms, 0.5ms or 250us");
  }

  /** The shortest form without decimals. */
  static String of(Duration duration) {
    long nanos = duration.toNanos();
    for (String unit : new String[] {"s", "ms", "us"}) {
      if (nanos % NANOS.get(unit) == 0) {
        return nanos / NANOS.get(unit) + unit;
      }
    }
    return nanos + "ns";
  }
}
