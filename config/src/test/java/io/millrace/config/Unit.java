package io.millrace.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;

/** The units that {@code reference.conf} may name, each read without the code under test. */
enum Unit {
  DURATION("duration", "ns", 1),
  BYTES("bytes", "B", 1),
  COUNT("count", "", 1),
  PPM("parts per million", "", 0.5),
  WORD("word"),
  /** Has a rule of its own, said in words where a range would stand. */
  TEXT("text"),
  PATH("path"),
  HOST("host"),
  ENDPOINTS("list of host:port");

  private final String name;
  private final String suffix;
  private final double step;

  Unit(String name) {
    this(name, "", 0);
  }

  Unit(String name, String suffix, double step) {
    this.name = name;
    this.suffix = suffix;
    this.step = step;
  }

  /** The unit of this name. */
  static Unit of(String name) {
    for (Unit unit : values()) {
      if (unit.name.equals(name)) {
        return unit;
      }
    }
    throw new AssertionError("reference.conf has a unit that is not known here: " + name);
  }

  /** Whether a range is from..to. */
  boolean isMeasured() {
    return step > 0;
  }

  /** In the smallest unit there is. */
  double number(String text) {
    Config config = ConfigFactory.parseString("x = " + text);
    return switch (this) {
      case DURATION -> config.getDuration("x").toNanos();
      case BYTES -> config.getBytes("x");
      case COUNT, PPM -> config.getDouble("x");
      case WORD, TEXT, PATH, HOST, ENDPOINTS -> throw new AssertionError(name + " has no range");
    };
  }

  /** The next smaller value, as one would write it. */
  String below(String text) {
    return text(number(text) - step);
  }

  /** The next larger one. */
  String above(String text) {
    return text(number(text) + step);
  }

  private String text(double number) {
    return '"' + new BigDecimal(number).toPlainString() + suffix + '"';
  }
}
