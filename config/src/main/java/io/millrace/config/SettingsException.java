package io.millrace.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;

/**
 * A setting that can't be used. Its message is one line: key, value, what is allowed, and, for a
 * value that was read, the file and line it was read from.
 */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String rule;

  private SettingsException(String key, String value, String rule) {
    super(key + " = " + value + ": " + rule);
    this.key = key;
    this.rule = rule;
  }

  SettingsException(String sentence) {
    super(sentence.strip().replaceAll("\\s*\\R\\s*", " "));
    this.key = "";
    this.rule = "";
  }

  /**
   * A value that a record was given; it does not know where it was read.
   *
   * @param rule what is allowed, going on from "key = value:"
   */
  static SettingsException of(String key, String value, String rule) {
    return new SettingsException(key, value, rule);
  }

  /** A value as it was written. */
  static SettingsException of(String key, ConfigValue value, String rule) {
    String written = value.render(ConfigRenderOptions.concise());
    return of(key, written + " (" + place(value) + ")", rule);
  }

  /** The same refusal, with the value as it was written and where. */
  SettingsException readFrom(Config config) {
    int dot = key.lastIndexOf('.');
    // not Config.getValue, which refuses to give a null
    ConfigValue value = config.getObject(key.substring(0, dot)).get(key.substring(dot + 1));
    return value == null ? this : of(key, value, rule);
  }

  /** File and line; for a file on the class path its path without the library's decoration. */
  static String place(ConfigValue value) {
    return value.origin().description().replaceFirst("^.* @ file:", "");
  }
}
