package io.millrace.launcher.cluster;

import io.millrace.launcher.process.ProcessFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node that is starting, and goes on when the process that started it ends. */
final class BackgroundNode {
  private static final long LOOK_MILLIS = 50;
  private static final int LINES_SHOWN = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private BackgroundNode(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process without standard input.
   *
   * @param log takes what it prints
   */
  static BackgroundNode start(String name, List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    return new BackgroundNode(name, process, log);
  }

  NodeRecord record() {
    return NodeRecord.of(name, process.toHandle(), log);
  }

  /**
   * Waits for its line {@code ready driver host:port}, or the same of a worker.
   *
   * @return host:port
   * @throws ProcessFailure when it ends before, or does not say so in time, with what it said
   */
  String awaitReady(Duration patience) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      boolean alive = process.isAlive(); // asked first: what it said before its end counts
      Optional<String> address = said("ready (driver|worker)");
      if (address.isPresent()) {
        return address.get();
      }
      if (!alive) {
        throw failure("ended before it was ready");
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw failure("was not ready within " + patience.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Where it answers people, {@code host:port}; empty when it has not said so. */
  Optional<String> http() throws IOException {
    return said("http");
  }

  /** The word that comes behind these. */
  private Optional<String> said(String words) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.matches(words + " \\S+"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst();
  }

  private ProcessFailure failure(String what) throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    String said = last.isEmpty() ? "" : ":\n  " + String.join("\n  ", last);
    return new ProcessFailure(name + " " + what + said);
  }

  /** Ends it by force. */
  void kill() {
    process.destroyForcibly();
  }
}
