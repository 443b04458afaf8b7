package io.millrace.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;

/**
 * A setting that can't be used. Its message is one line: key, value, what is allowed, and, for a
 * value that was read, where it was written: file and line, a system property, the default.
 */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String rule;
  private final String other;

  private SettingsException(String message, String key, String rule, String other) {
    super(message);
    this.key = key;
    this.rule = rule;
    this.other = other;
  }

  SettingsException(String sentence) {
    this(sentence.strip().replaceAll("\\s*\\R\\s*", " "), "", "", "");
  }

  /**
   * A value that a record was given; it does not know where it was read.
   *
   * @param rule what is allowed, going on from "key = value:"
   */
  static SettingsException of(String key, String value, String rule) {
    return new SettingsException(key + " = " + value + ": " + rule, key, rule, "");
  }

  /**
   * A value that does not go with that of another key.
   *
   * @param rule ends where the other key follows
   */
  static SettingsException of(
      String key, String value, String rule, String other, String otherValue) {
    String message = key + " = " + value + ": " + rule + " " + other + " = " + otherValue;
    return new SettingsException(message, key, rule, other);
  }

  /** A value as it was written. */
  static SettingsException of(String key, ConfigValue value, String rule) {
    return new SettingsException(written(key, value) + ": " + rule, key, rule, "");
  }

  /** The same refusal, with the values as they were written and where. */
  SettingsException readFrom(Config config) {
    String both = other.isEmpty() ? rule : rule + " " + written(other, valueOf(other, config));
    return of(key, valueOf(key, config), both);
  }

  private static ConfigValue valueOf(String key, Config config) {
    int dot = key.lastIndexOf('.');
    // not Config.getValue, which refuses to give a null
    return requireNonNull(config.getObject(key.substring(0, dot)).get(key.substring(dot + 1)));
  }

  private static String written(String key, ConfigValue value) {
    return key + " = " + Secret.shown(key, value) + " (" + Origin.of(value) + ")";
  }
}
