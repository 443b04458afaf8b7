package io.millrace.launcher.cluster;

import io.millrace.node.driver.DriverNode;
import io.millrace.node.worker.WorkerNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * A cluster in one process that starts and ends: what a JVM learns from it about our classes lets
 * nodes start faster.
 */
final class Rehearsal {
  private final PipedOutputStream input = new PipedOutputStream();
  private final BufferedReader out;
  private final Thread thread;

  private Rehearsal(Function<InputStream, Object> node, String... arguments) throws IOException {
    PipedReader reader = new PipedReader();
    this.out = new BufferedReader(reader);
    CommandLine command =
        new CommandLine(node.apply(new PipedInputStream(input)))
            .setOut(new PrintWriter(new PipedWriter(reader), true));
    this.thread = new Thread(() -> command.execute(arguments), "rehearsal");
    thread.start();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Rehearsal driver = new Rehearsal(in -> new DriverNode(in, null), "--stop-on-eof");
    String address = driver.awaitReady();
    Rehearsal worker =
        new Rehearsal(in -> new WorkerNode(in, null), "--stop-on-eof", "--driver", address);
    worker.awaitReady();
    worker.end();
    driver.end();
  }

  private String awaitReady() throws IOException {
    String line = out.readLine();
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private void end() throws IOException, InterruptedException {
    input.close();
    thread.join();
  }
}
