package io.millrace.it.code;

import io.millrace.it.process.Program;
import io.millrace.launcher.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A driver and workers, each in a process of its own, for all tests of a class; and the commands of
 * a user. Shows what the nodes printed when a test fails.
 */
final class Processes implements AfterEachCallback, AfterAllCallback {
  private static final List<String> FLAGS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dmillrace.batch.interval=20ms");

  private final List<Program> nodes = new ArrayList<>();
  private String http = "";

  /**
   * Starts them; the driver takes a job when so many workers are here.
   *
   * @param folder where each keeps what is its own
   * @param driverFlags of the driver's JVM alone
   */
  void start(Path folder, int workers, String... driverFlags) {
    List<String> flags = new ArrayList<>(List.of(driverFlags));
    flags.add("-Dmillrace.driver.workers=" + workers);
    Program driver = start(folder.resolve("driver"), flags, "driver", "--stop-on-eof");
    String address = driver.awaitLine("ready driver ");
    http = driver.awaitLine("http ");
    for (int number = 1; number <= workers; number++) {
      Path own = folder.resolve("worker-" + number);
      start(own, List.of(), "worker", "--stop-on-eof", "--driver", address);
    }
  }

  private Program start(Path folder, List<String> more, String... arguments) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(more);
    flags.add("-Dmillrace.node.work-directory=" + folder);
    Program node = Program.start(Main.class, flags, List.of(arguments), line -> {});
    nodes.add(node);
    return node;
  }

  /** Where the driver answers, {@code host:port}. */
  String http() {
    return http;
  }

  /** Runs a command to its end. */
  Program run(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--driver", http));
    Program command = Program.start(Main.class, FLAGS, all, line -> {});
    command.awaitEnd();
    return command;
  }

  /** The first line that a command printed for people to act on. */
  static String refusal(Program command) {
    Predicate<String> ours = line -> line.startsWith("millrace: ");
    return command.err().stream().filter(ours).findFirst().orElse("" + command.err());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      nodes.forEach(node -> System.err.println(node.dump()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    for (Program node : nodes) {
      node.kill();
      node.awaitEnd();
    }
  }
}
