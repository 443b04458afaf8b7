package io.millrace.it.process;

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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A main in a JVM of its own, with the classes of this one. */
public final class Program {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EVENT = "{\"event\"";

  private final String name;
  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers;

  private Program(String name, Process process, Consumer<String> listener) {
    this.name = name;
    this.process = process;
    this.readers =
        List.of(
            reader("out", process.getInputStream(), out, listener),
            reader("err", process.getErrorStream(), err, line -> {}));
  }

  /**
   * Starts it.
   *
   * @param settings of the engine, {@code key=value}
   */
  public static Program start(Class<?> main, List<String> settings, String... arguments) {
    List<String> flags = settings.stream().map(setting -> "-D" + setting).toList();
    return start(main, flags, List.of(arguments), line -> {});
  }

  /**
   * Starts it.
   *
   * @param flags of its JVM
   * @param listener called by one thread with each line of its standard output
   */
  public static Program start(
      Class<?> main, List<String> flags, List<String> arguments, Consumer<String> listener) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2"); // Akka's least
    command.add("-Dmillrace.http.port=0");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    String name = main.getSimpleName() + " " + String.join(" ", arguments);
    return start(name, new ProcessBuilder(command), listener);
  }

  /**
   * Starts any other program.
   *
   * @param name names it in messages
   */
  static Program start(String name, ProcessBuilder builder, Consumer<String> listener) {
    try {
      return new Program(name, builder.start(), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread reader(
      String stream, InputStream lines, List<String> into, Consumer<String> listener) {
    Thread thread = new Thread(() -> read(lines, into, listener), name + " " + stream);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void read(InputStream lines, List<String> into, Consumer<String> listener) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .forEach(
              line -> {
                into.add(line);
                listener.accept(line);
              });
    } catch (IOException | UncheckedIOException e) {
      // It was ended by force.
    }
  }

  /** What follows this prefix on the first line of standard output that has it. */
  public String awaitLine(String prefix) {
    return awaitOut(
        line ->
            line.startsWith(prefix)
                ? Optional.of(line.substring(prefix.length()))
                : Optional.empty());
  }

  /** The first thing found in a line of standard output. */
  public <T> T awaitOut(Function<String, Optional<T>> find) {
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
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its standard input. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; its exit code. */
  public int awaitEnd() throws InterruptedException {
    return awaitEnd(PATIENCE);
  }

  /** Waits for its end no longer than this; its exit code. */
  public int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(name + " did not end within " + patience.toSeconds() + " s");
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  public List<String> out() {
    return out;
  }

  public List<String> err() {
    return err;
  }

  /** Processes that it started and that are alive. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Tells it to end, by SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Ends it and all that it started. */
  public void killAll() {
    List<ProcessHandle> all = children();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** Stops all its threads where they are; to others it is silent, its connections stay open. */
  public void freeze() throws InterruptedException {
    signal("-STOP");
  }

  /** Lets its threads go on, who have not noticed that time has passed. */
  public void thaw() throws InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws InterruptedException {
    try {
      List<String> command = List.of("kill", signal, Long.toString(process.pid()));
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(name + " does not take the signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All that it printed but its events. */
  public String dump() {
    String state = process.isAlive() ? "is alive" : "ended with " + process.exitValue();
    List<String> lines = out.stream().filter(line -> !line.startsWith(EVENT)).toList();
    return "---- %s (%s)%n-- out%n%s%n-- err%n%s%n"
        .formatted(name, state, String.join("\n", lines), String.join("\n", err));
  }
}
