package io.millrace.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that speaks in lines: what it prints on standard output goes to a listener, the end of
 * what it prints on standard error is kept for the case that it fails. It is told to end by ending
 * its standard input.
 */
public final class ChildProcess implements AutoCloseable {
  private static final int LINES_KEPT = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A thread of its own: on two cores the common pool may be one thread, which would block. */
  private static final Executor WAITING = task -> new Thread(task, "child-ended").start();

  private final String name;
  private final Process process;
  private final Thread onShutdown;
  private final List<Thread> readers;
  private final Deque<String> lastLines = new ArrayDeque<>();

  private final @Nullable Path log;

  private ChildProcess(
      String name, Process process, Consumer<String> listener, @Nullable Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.onShutdown = new Thread(process::destroy, name + "-shutdown");
    this.readers =
        List.of(
            reader("stdout", process.getInputStream(), listener),
            reader("stderr", process.getErrorStream(), this::keep));
  }

  /**
   * Starts a process.
   *
   * @param name names it in messages
   * @param listener called by one thread with each line of its standard output
   */
  public static ChildProcess start(String name, List<String> command, Consumer<String> listener) {
    return start(name, new ProcessBuilder(command), listener, null);
  }

  /**
   * Starts a process that talks much on standard error: that goes to the end of a file, which its
   * failure then names.
   *
   * @param name names it in messages
   * @param listener called by one thread with each line of its standard output
   */
  public static ChildProcess startLogging(
      String name, List<String> command, Path log, Consumer<String> listener) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    return start(name, builder, listener, log);
  }

  private static ChildProcess start(
      String name, ProcessBuilder builder, Consumer<String> listener, @Nullable Path log) {
    try {
      Process process = builder.start();
      ChildProcess child = new ChildProcess(name, process, listener, log);
      Runtime.getRuntime().addShutdownHook(child.onShutdown);
      child.readers.forEach(Thread::start);
      return child;
    } catch (IOException e) {
      throw new ProcessFailure(name + " can't be started: " + e.getMessage());
    }
  }

  /**
   * Waits for something that the listener is to hear.
   *
   * @param what names it in the message when it does not come
   * @throws ProcessFailure when the process ends without it, or the patience does
   */
  public <T> T await(CompletableFuture<T> something, Duration patience, String what) {
    try {
      CompletableFuture<?> either = CompletableFuture.anyOf(something, ended());
      either.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure("gave no " + what + " within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw failure("was not understood: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was not waited for");
    }
    T value = something.getNow(null);
    if (value == null) {
      throw failure("ended without " + what);
    }
    return value;
  }

  /** Done when the process has ended and everything it printed is heard. */
  private CompletableFuture<?> ended() {
    return process.onExit().thenRunAsync(this::joinReaders, WAITING);
  }

  private void joinReaders() {
    try {
      for (Thread reader : readers) {
        reader.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Sends a line to its standard input; one that has ended does not hear it. */
  public void tell(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      keep("not told '" + line + "': " + e.getMessage());
    }
  }

  /** Ends its standard input, which tells it to end. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  /** Ends it without any warning, as a power cut would. */
  void kill() {
    process.destroyForcibly();
  }

  /** A failure of this process, with the end of what it printed on standard error, or its file. */
  public ProcessFailure failure(String what) {
    if (log != null) {
      return new ProcessFailure(name + " " + what + "; " + log + " has what it said");
    }
    String said = String.join("\n  ", lastLines());
    return new ProcessFailure(name + " " + what + (said.isEmpty() ? "" : ":\n  " + said));
  }

  /** Tells it to end and waits; ends it by force when it takes too long. */
  @Override
  public void close() {
    endInput();
    if (!hasEndedWithin(PATIENCE)) {
      process.destroyForcibly();
    }
    joinReaders();
    try {
      Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // This process is ending: the hooks are at work already.
    }
  }

  private boolean hasEndedWithin(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Thread reader(String stream, InputStream lines, Consumer<String> listener) {
    Thread thread = new Thread(() -> read(lines, listener), name + "-" + stream);
    thread.setDaemon(true);
    return thread;
  }

  private static void read(InputStream lines, Consumer<String> listener) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      reader.lines().forEach(listener);
    } catch (IOException | UncheckedIOException e) {
      // The process was ended by force: there is nothing more to hear.
    }
  }

  private synchronized void keep(String line) {
    if (lastLines.size() == LINES_KEPT) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  private synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }
}
