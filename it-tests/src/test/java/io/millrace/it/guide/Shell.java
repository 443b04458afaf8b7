package io.millrace.it.guide;

import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A shell in an empty folder, in which a reader types what the guide says. It has the sources'
 * folder {@code millrace} as far as that is needed; and an {@code mvn} that, where it would build
 * Millrace, finds that done, and where it would build a copy of the starter compiles and packs it
 * with the class path of this test, since what Maven does there is a test of its own. Nodes listen
 * on free ports.
 */
final class Shell {
  private static final String DONE = "-- done ";

  private final Program bash;
  private int commands;

  private Shell(Program bash) {
    this.bash = bash;
  }

  /**
   * Starts it.
   *
   * @param files the reader's own, as in a project's folder {@code src}
   * @param httpPort for the driver
   */
  static Shell start(Programs programs, Path folder, Path files, int httpPort) throws IOException {
    Path archive = Path.of(System.getProperty("distribution.archive"));
    Path built = Files.createDirectories(folder.resolve("millrace/dist/target/fast"));
    Files.copy(archive, built.resolve(archive.getFileName()));
    copyStarter(folder.resolve("millrace"));
    ProcessBuilder builder = new ProcessBuilder("bash", "--norc").directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MILLRACE_DRIVER", "127.0.0.1:" + httpPort);
    builder.environment().put("FILES", files.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Shell shell = new Shell(programs.start("the guide's shell", builder));
    shell.run(SETUP.formatted(httpPort));
    return shell;
  }

  private static final String SETUP =
      """
      mvn() {
        case "$PWD" in */millrace) return ;; esac
        cp -r "$FILES"/. src
        mkdir -p target/classes
        "$JAVA_HOME/bin/javac" -d target/classes $(find src/main -name '*.java') &&
          "$JAVA_HOME/bin/jar" cf "target/$(sed -n 's:.*<finalName>\\(.*\\)</.*:\\1:p' pom.xml).jar" \\
            -C target/classes .
      }
      millrace() {
        if [ "$1 $2" = "cluster --workers" ]; then
          command millrace "$@" --set millrace.node.port=0 --set millrace.http.port=%d
        else
          CLASSPATH= command millrace "$@"
        fi
      }
      """;

  /** Without what a build leaves there. */
  private static void copyStarter(Path millrace) throws IOException {
    Path starter = Path.of("examples", "starter");
    try (Stream<Path> files = Files.walk(Page.root().resolve(starter))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = Page.root().relativize(file);
        if (!starter.relativize(name).startsWith("target")) {
          Files.createDirectories(millrace.resolve(name).getParent());
          Files.copy(file, millrace.resolve(name));
        }
      }
    }
  }

  /** Runs a command to its end; what it printed. */
  List<String> run(String command) {
    int from = bash.out().size();
    String done = DONE + ++commands;
    bash.tell("{ " + command + "\n} </dev/null"); // else a command might read the next ones
    bash.tell("echo; echo '" + done + "'");
    bash.awaitLine(done);
    List<String> printed = bash.out().subList(from, bash.out().indexOf(done) - 1);
    return List.copyOf(printed);
  }
}
