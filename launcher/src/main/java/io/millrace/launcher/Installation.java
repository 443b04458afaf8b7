package io.millrace.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where this Millrace lies and keeps its files, as bin/millrace says it in the environment. */
public final class Installation {
  private final Map<String, String> environment;

  /**
   * The installation that an environment describes.
   *
   * @param environment may say nothing, in a program that bin/millrace did not start
   */
  Installation(Map<String, String> environment) {
    this.environment = environment;
  }

  /** That of this process. */
  public static Installation here() {
    return new Installation(System.getenv());
  }

  /**
   * The settings that a node reads unless told otherwise; null where there are none.
   *
   * @param node driver or worker
   */
  @Nullable Path settings(String node) {
    String home = environment.get("MILLRACE_HOME");
    if (home == null) {
      return null;
    }
    Path file = Path.of(home, "config", node + ".conf");
    return Files.isRegularFile(file) ? file : null;
  }

  /** The source tree that it runs from; null where it was unpacked from a distribution. */
  public @Nullable Path sources() {
    String sources = environment.get("MILLRACE_SOURCES");
    return sources == null ? null : Path.of(sources);
  }

  /** The folder for what is kept between runs. */
  Path var() {
    String var = environment.get("MILLRACE_VAR");
    return var != null
        ? Path.of(var)
        : Path.of(System.getProperty("user.home"), ".local", "state", "millrace");
  }
}
