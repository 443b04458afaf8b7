package io.millrace.launcher;

import com.typesafe.config.Config;
import io.millrace.config.NodeConfig;
import java.util.Map;

/**
 * The engine inside a program:
 *
 * <pre>{@code
 * try (EmbeddedMillrace millrace = Millrace.embedded()) {
 *   millrace.run(new MyJob()).awaitEnd(Duration.ofMinutes(1));
 * }
 * }</pre>
 */
public final class Millrace {
  private Millrace() {}

  /** An engine with the settings of system properties and, where they say nothing, the defaults. */
  public static EmbeddedMillrace embedded() {
    return embedded(NodeConfig.of(Map.of(), "defaults"));
  }

  /**
   * An engine with settings of one's own.
   *
   * @param settings those that differ from the defaults
   * @throws io.millrace.config.SettingsException for a setting that can't be used, naming it
   */
  public static EmbeddedMillrace embedded(Config settings) {
    return EmbeddedMillrace.start(NodeConfig.embedded(settings));
  }
}
