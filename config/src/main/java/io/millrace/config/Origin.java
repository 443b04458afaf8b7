package io.millrace.config;

import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/** Where a value was written, as a person would say it. */
final class Origin {
  private static final Pattern OF_A_FILE_ON_THE_CLASS_PATH = Pattern.compile("^.* @ (file:)?");

  /** A value that is put together from others, of which a system property is never the place. */
  private static final Pattern PUT_TOGETHER = Pattern.compile("^merge of (system properties,)?");

  private Origin() {}

  /** {@code default}, {@code system property}, or a file and the line in it. */
  static String of(ConfigValue value) {
    String place = PUT_TOGETHER.matcher(value.origin().description()).replaceFirst("");
    if (place.startsWith("reference.conf @ ")) {
      return "default";
    }
    return place.equals("system properties")
        ? "system property"
        : OF_A_FILE_ON_THE_CLASS_PATH.matcher(place).replaceFirst("");
  }
}
