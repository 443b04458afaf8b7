package io.millrace.it.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A JVM with the classes of this one, which a test can kill, freeze and thaw. */
final class NodeProcess implements AutoCloseable {
  /**
   * The first is what Akka needs on two processors; the others suit a JVM that lives for seconds.
   */
  private static final List<String> FLAGS =
      List.of(
          "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC");

  private static final String EVENT = "{\"event\"";

  private final String name;
  private final Process process;
  private final StringBuilder said = new StringBuilder();
  private final List<Thread> readers;

  private NodeProcess(String name, Process process, Consumer<String> listener) {
    this.name = name;
    this.process = process;
    this.readers =
        List.of(
            reader(process.getInputStream(), listener),
            reader(process.getErrorStream(), line -> {}));
  }

  /**
   * Starts a JVM.
   *
   * @param flags beside those of every JVM
   * @param listener called by one thread with each line of its standard output
   */
  static NodeProcess start(
      String name,
      List<String> flags,
      Class<?> main,
      List<String> arguments,
      Consumer<String> listener) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      return new NodeProcess(name, new ProcessBuilder(command).start(), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a line to its standard input. */
  void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be told '" + line + "'", e);
    }
  }

  /** Ends it without any warning, as a power cut would. */
  void kill() {
    process.destroyForcibly();
  }

  /** Stops all its threads where they are; to others it is silent, its connections stay open. */
  void freeze() throws InterruptedException {
    signal("-STOP");
  }

  /** Lets its threads go on, who have not noticed that time has passed. */
  void thaw() throws InterruptedException {
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

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end, which must come by itself. */
  int awaitEnd() throws InterruptedException {
    int exit = process.waitFor();
    for (Thread reader : readers) {
      reader.join();
    }
    return exit;
  }

  /** What it has printed on standard output and standard error, but for its events. */
  String said() {
    synchronized (said) {
      return "---- " + name + " (" + (isAlive() ? "alive" : "ended") + ")\n" + said;
    }
  }

  /** Ends it by force, if it has not ended by itself. */
  @Override
  public void close() throws InterruptedException {
    kill();
    awaitEnd();
  }

  private Thread reader(InputStream stream, Consumer<String> listener) {
    Thread thread = new Thread(() -> read(stream, listener), name + "-reader");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void read(InputStream stream, Consumer<String> listener) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith(EVENT)) {
          keep(line);
        }
        listener.accept(line);
      }
    } catch (IOException e) {
      // It was killed: there is nothing more to hear.
    }
  }

  private void keep(String line) {
    synchronized (said) {
      said.append(line).append('\n');
    }
  }
}
