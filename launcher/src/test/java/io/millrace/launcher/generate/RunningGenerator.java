package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** {@code millrace generate}, run on a thread of its own with a standard input that a test ends. */
final class RunningGenerator {
  private final PrintedLines out = new PrintedLines();
  private final PrintedLines err = new PrintedLines();
  private final CountDownLatch inputEnded = new CountDownLatch(1);
  private final FutureTask<Integer> command;

  private RunningGenerator(String... options) {
    CommandLine line = new CommandLine(new GenerateCommand(new EndableInput()));
    line.setOut(out.writer()).setErr(err.writer());
    command = new FutureTask<>(() -> line.execute(options));
    Thread thread = new Thread(command, "generate-command");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts the command with these options, blanks between them. */
  static RunningGenerator with(String options) {
    return new RunningGenerator(options.split(" "));
  }

  /** A connection to the port that it says it listens on; to be called once. */
  int port() throws InterruptedException {
    String line = out.next();
    assertThat(line).startsWith("listening on 127.0.0.1:");
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  static byte[] readToEnd(Socket socket) throws Exception {
    return socket.getInputStream().readAllBytes();
  }

  void endInput() {
    inputEnded.countDown();
  }

  String nextLine() throws InterruptedException {
    return out.next();
  }

  String nextError() throws InterruptedException {
    return err.next();
  }

  int exitStatus() throws Exception {
    return command.get(30, TimeUnit.SECONDS);
  }

  /** The number behind {@code key=} in a line. */
  static long number(String line, String key) {
    String values =
        Arrays.stream(line.split(" "))
            .filter(word -> word.startsWith(key + "="))
            .map(word -> word.substring(key.length() + 1))
            .collect(Collectors.joining());
    return Long.parseLong(values);
  }

  /** Brings nothing, and ends when the test says so. */
  private final class EndableInput extends InputStream {
    @Override
    public int read() {
      try {
        inputEnded.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }
}
