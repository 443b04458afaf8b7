package io.millrace.bench.versus;

import io.millrace.bench.yardstick.YardstickProcess;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.process.ChildProcess;
import io.millrace.launcher.process.GeneratorProcess;
import io.millrace.launcher.process.JavaCommand;
import io.millrace.launcher.report.Sent;
import io.millrace.launcher.run.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a peer, each time in a fresh JVM, on what a run of Millrace has. */
final class PeerRuns {
  /** What it says first, before its name and version. */
  private static final String ENGINE = "engine ";

  private static final Duration END_PATIENCE = Duration.ofSeconds(60);

  private final Peer peer;
  private final List<String> flags;
  private final String classPath;
  private final Path log;
  private final String millrace;
  private volatile String engine;

  /**
   * Runs that can be made.
   *
   * @param build that is done
   * @param millrace the command line's entry, which has the generator
   */
  PeerRuns(PeerBuild build, String millrace) throws IOException {
    this.peer = build.peer();
    this.flags = build.flags();
    this.classPath = build.classPath();
    this.log = build.target().resolve("run.log");
    this.millrace = millrace;
    this.engine = peer.word();
    Files.deleteIfExists(log);
  }

  /**
   * Makes one.
   *
   * @param settings of this peer, by name
   * @throws io.millrace.launcher.process.ProcessFailure when a process does not do what it should
   */
  YardstickRun measure(RunPlan plan, Map<String, String> settings) {
    try (GeneratorProcess generator = GeneratorProcess.start(millrace, plan.generatorArguments());
        YardstickProcess process =
            start(arguments(plan, plan.endpoints(generator.address()), settings))) {
      process.awaitOver(plan.warmUp().plus(plan.measured()));
      Sent sent = generator.stop(System.nanoTime() - plan.measured().toNanos());
      process.tell("sent " + sent.records());
      return new YardstickRun(plan, process.awaitFigures(END_PATIENCE), sent);
    }
  }

  private YardstickProcess start(List<String> arguments) {
    List<String> command = JavaCommand.foreign(flags, classPath, peer.mainClass(), arguments);
    return new YardstickProcess(
        listener ->
            ChildProcess.startLogging(peer.word(), command, log, line -> hear(line, listener)));
  }

  private void hear(String line, Consumer<String> listener) {
    if (line.startsWith(ENGINE)) {
      engine = line.substring(ENGINE.length());
    }
    listener.accept(line);
  }

  private static List<String> arguments(
      RunPlan plan, List<String> sources, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("sources=" + String.join(",", sources));
    arguments.add("record-bytes=" + plan.recordBytes());
    arguments.add("warm-up=" + plan.warmUp());
    arguments.add("measured=" + plan.measured());
    settings.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }

  /** Its name and version, once it has run; before, its name. */
  String engine() {
    return engine;
  }

  /** The flags it has besides those of Millrace's nodes. */
  List<String> flags() {
    return flags;
  }
}
