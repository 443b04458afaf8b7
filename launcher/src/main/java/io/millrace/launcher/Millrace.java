package io.millrace.launcher;

import com.typesafe.config.Config;
import io.millrace.config.NodeConfig;
import io.millrace.config.SettingsException;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.StreamJob;
import io.millrace.node.driver.desk.DriverFailure;
import java.time.Duration;
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
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

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

  /**
   * A whole {@code main}: runs the job in this process until it ends. Why it failed is said on
   * standard error, in one sentence.
   *
   * @return the exit code: 0 when it ended, 1 when it failed or could not be run
   */
  public static int runAlone(StreamJob job) {
    try (EmbeddedMillrace millrace = embedded()) {
      JobHandle running = millrace.run(job);
      running.awaitEnd(FOREVER);
      running.result();
      return 0;
    } catch (SettingsException
        | JobDefinitionException
        | DriverFailure
        | JobFailedException failure) {
      System.err.println("millrace: " + failure.getMessage());
      return 1;
    }
  }
}
