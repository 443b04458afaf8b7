package io.millrace.embedded;

import com.typesafe.config.Config;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.config.SettingsException;
import io.millrace.core.plan.Explanation;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.StreamJob;
import io.millrace.node.driver.code.JobCode;
import io.millrace.node.driver.desk.DriverFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The engine inside a program:
 *
 * <pre>{@code
 * try (EmbeddedMillrace millrace = Millrace.embedded()) {
 *   millrace.run(new WordCount(), "in=localhost:9999").await();
 * }
 * }</pre>
 *
 * <p>Settings are those of {@code reference.conf}; system properties win over what is given here. A
 * setting that can't be used is a {@link io.millrace.config.SettingsException} which names it.
 *
 * <p>It opens no port, never ends the process, and sets nothing that holds for the whole process
 * but one: where there are one or two processors, how many threads the JVM's common pool has,
 * unless that was set or is too late to set.
 */
public final class Millrace {
  private Millrace() {}

  /** An engine with the default settings. */
  public static EmbeddedMillrace embedded() {
    return embedded(Map.of());
  }

  /** An engine with the settings of a HOCON file where they differ from the defaults. */
  public static EmbeddedMillrace embedded(Path file) {
    return embedded(NodeConfig.load(file));
  }

  /** An engine with some settings that differ from the defaults, each by its whole key. */
  public static EmbeddedMillrace embedded(Map<String, ?> settings) {
    return embedded(NodeConfig.of(settings, "Millrace.embedded"));
  }

  /** An engine with settings that differ from the defaults. */
  public static EmbeddedMillrace embedded(Config settings) {
    CommonPool.widen();
    return EmbeddedMillrace.start(NodeConfig.embedded(settings));
  }

  /**
   * A whole {@code main}: runs the job in this process until it ends. What goes wrong is said on
   * standard error, in one sentence.
   *
   * @return the exit code: 0 when the job ended, 1 when it failed or was not run, 2 for a mistake
   *     in its arguments, its description or the settings
   */
  public static int runAlone(StreamJob job, String... arguments) {
    try (EmbeddedMillrace millrace = embedded()) {
      millrace.run(job, arguments).await();
      return 0;
    } catch (SettingsException | JobDefinitionException e) {
      return fail(2, e);
    } catch (DriverFailure | JobFailedException e) {
      return fail(1, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(1, e);
    }
  }

  /**
   * A job's plan as people read it: its stages, what is fused into each, and where records go.
   * Nothing runs.
   *
   * @param arguments each {@code name=value}
   * @throws JobDefinitionException for whatever keeps it from being run, naming it
   */
  public static String explain(StreamJob job, String... arguments) {
    int partitions =
        MillraceSettings.from(NodeConfig.embedded(NodeConfig.of(Map.of(), "defaults")))
            .shuffle()
            .partitions();
    return Explanation.of(JobCode.plan(job, List.of(arguments), partitions), partitions).text();
  }

  private static int fail(int exitCode, Exception why) {
    System.err.println("millrace: " + why.getMessage());
    return exitCode;
  }
}
