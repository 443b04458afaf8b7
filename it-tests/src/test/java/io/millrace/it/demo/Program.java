package io.millrace.it.demo;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** One of the mains of Millrace in a JVM of its own, with the classes of this one. */
final class Program {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.readers =
        List.of(
            reader("out", process.getInputStream(), out),
            reader("err", process.getErrorStream(), err));
  }

  /**
   * Starts it.
   *
   * @param settings of the engine, {@code key=value}
   */
  static Program start(Class<?> main, List<String> settings, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
    command.add("-Dmillrace.http.port=0");
    settings.forEach(setting -> command.add("-D" + setting));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    try {
      return new Program(
          main.getSimpleName() + " " + String.join(" ", arguments),
          new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread reader(String stream, InputStream lines, List<String> into) {
    Thread thread = new Thread(() -> read(lines, into), name + " " + stream);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void read(InputStream lines, List<String> into) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      reader.lines().forEach(into::add);
    } catch (IOException | UncheckedIOException e) {
      // It was ended by force.
    }
  }

  /** What follows this prefix on the first line of standard output that has it. */
  String awaitLine(String prefix) {
    return awaitOut(
        line ->
            line.startsWith(prefix)
                ? Optional.of(line.substring(prefix.length()))
                : Optional.empty());
  }

  /** The first thing found in a line of standard output. */
  <T> T awaitOut(Function<String, Optional<T>> find) {
    Predicate<Optional<T>> found = Optional::isPresent;
    return await(name)
        .atMost(PATIENCE)
        .failFast(name + " has ended", () -> !process.isAlive() && find(find).isEmpty())
        .until(() -> find(find), found)
        .orElseThrow();
  }

  private <T> Optional<T> find(Function<String, Optional<T>> find) {
    return out.stream().map(find).flatMap(Optional::stream).findFirst();
  }

  /** Sends a line to its standard input. */
  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its standard input. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; its exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(name + " did not end within " + PATIENCE.toSeconds() + " s");
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  List<String> out() {
    return out;
  }

  List<String> err() {
    return err;
  }

  /** Processes that it started and that are alive. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Ends it as a power cut would. */
  void kill() {
    process.destroyForcibly();
  }

  /** Ends it and all that it started. */
  void killAll() {
    List<ProcessHandle> all = children();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** All that it printed. */
  String dump() {
    String state = process.isAlive() ? "is alive" : "ended with " + process.exitValue();
    return "---- %s (%s)%n-- out%n%s%n-- err%n%s%n"
        .formatted(name, state, String.join("\n", out), String.join("\n", err));
  }
}
