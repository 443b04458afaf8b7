package io.millrace.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/** Values that nobody shall read over a shoulder or in a log. */
final class Secret {
  private static final Pattern KEY = Pattern.compile(".*(password|secret|token)");
  private static final String MASK = "\"***\"";

  private Secret() {}

  /** The value as JSON, or a mask for it. */
  static String shown(String key, ConfigValue value) {
    return KEY.matcher(key).matches() ? MASK : value.render(ConfigRenderOptions.concise());
  }
}
