package io.millrace.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A process that speaks in lines: what it prints on standard output goes to a listener, the end of
 * what it prints on standard error is kept for the case that it fails. It is told to end by ending
 * its standard input.
 */
final class ChildProcess implements AutoCloseable {
  private static final int LINES_KEPT = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String name;
  private final Process process;
  private final Thread onShutdown;
  private final List<Thread> readers;
  private final Deque<String> lastLines = new ArrayDeque<>();

  private ChildProcess(String name, Process process, Consumer<String> listener) {
    this.name = name;
    this.process = process;
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
  static ChildProcess start(String name, List<String> command, Consumer<String> listener) {
    try {
      Process process = new ProcessBuilder(command).start();
      ChildProcess child = new ChildProcess(name, process, listener);
      Runtime.getRuntime().addShutdownHook(child.onShutdown);
      child.readers.forEach(Thread::start);
      return child;
    } catch (IOException e) {
      throw new ProcessFailure(name + " can't be started: " + e.getMessage());
    }
  }

  /**
   * Waits for something the process is to say.
   *
   * @param what names it in the message when it does not come
   * @throws ProcessFailure when the process ends first or the patience does
   */
  <T> T await(CompletableFuture<T> something, Duration patience, String what) {
    try {
      CompletableFuture<?> end = process.onExit();
      CompletableFuture.anyOf(something, end).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      awaitReaders();
      if (!something.isDone()) {
        throw failure("ended before " + what);
      }
      return something.get();
    } catch (TimeoutException e) {
      throw failure("brought not " + what + " within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw failure(String.valueOf(e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was waited for in vain: interrupted");
    }
  }
