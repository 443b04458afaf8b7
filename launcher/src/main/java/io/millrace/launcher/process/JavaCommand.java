package io.millrace.launcher.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of another JVM: with the classes of this one, unless they are said. */
public final class JavaCommand {
  /** What bin/millrace sets: the flags that every node of this machine runs with, one a line. */
  private static final String FLAGS = "MILLRACE_JVM_FLAGS";

  private static final String CLASS_PATH = "MILLRACE_CLASSPATH";

  /** Akka's ask needs more than the one common-pool thread that two processors get. */
  private static final String LEAST_FLAGS =
      "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2";

  private JavaCommand() {}

  /** A node, with the flags of this machine. */
  public static List<String> node(
      String mainClass, Map<String, String> settings, List<String> arguments) {
    return node(ClassData.flags(), mainClass, settings, arguments);
  }

  /** A node with flags of its own besides those of this machine. */
  static List<String> node(
      List<String> flags, String mainClass, Map<String, String> settings, List<String> arguments) {
    List<String> all = new ArrayList<>(nodeFlags());
    all.addAll(flags);
    settings.forEach((key, value) -> all.add("-D" + key + "=" + value));
    return of(all, mainClass, arguments);
  }

  /**
   * Another engine, with the flags of this machine's nodes.
   *
   * @param flags that it needs besides them
   * @param classPath of its own
   */
  public static List<String> foreign(
      List<String> flags, String classPath, String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(nodeFlags());
    all.addAll(flags);
    return of(all, classPath, mainClass, arguments);
  }

  private static List<String> nodeFlags() {
    return System.getenv().getOrDefault(FLAGS, LEAST_FLAGS).lines().toList();
  }

  /** A process that needs little memory and must not disturb its neighbours' cores. */
  static List<String> small(String mainClass, List<String> arguments) {
    return of(List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx64m"), mainClass, arguments);
  }

  private static List<String> of(List<String> flags, String mainClass, List<String> arguments) {
    String classPath =
        System.getenv().getOrDefault(CLASS_PATH, System.getProperty("java.class.path"));
    return of(flags, classPath, mainClass, arguments);
  }

  private static List<String> of(
      List<String> flags, String classPath, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
