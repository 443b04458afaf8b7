package io.millrace.launcher.cluster;

import io.millrace.actors.shared.NodeProcess;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.cli.JobCommand;
import io.millrace.launcher.cli.SubmitCommand;
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
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * A cluster in one process that starts, is given a job, and ends: what a JVM learns from it about
 * our classes lets nodes, commands and first jobs start faster.
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

  public static void main(String[] arguments) throws Exception {
    NodeProcess.claim();
    Rehearsal driver = new Rehearsal(in -> new DriverNode(in, null), "--stop-on-eof");
    String address = driver.awaitAddress();
    String http = driver.awaitAddress();
    Rehearsal worker =
        new Rehearsal(in -> new WorkerNode(in, null), "--stop-on-eof", "--driver", address);
    worker.awaitAddress();
    runJob(http);
    worker.end();
    driver.end();
  }

  /** By the commands that a user has. */
  private static void runJob(String driver) throws URISyntaxException {
    Path jar = Path.of(Rehearsal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    new CommandLine(new SubmitCommand())
        .execute(jar.toString(), "--class", Words.class.getName(), "--driver", driver);
    new CommandLine(new JobCommand()).execute("1", "--driver", driver);
  }

  /** A job with a shuffle. */
  public static final class Words implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.of("mill race", "race"), Decoders.lines())
          .flatMap(line -> List.of(line.split(" ")))
          .keyBy(word -> word)
          .count()
          .to(Sinks.console());
    }
  }

  /** What a node says last on its next line. */
  private String awaitAddress() throws IOException {
    String line = out.readLine();
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private void end() throws IOException, InterruptedException {
    input.close();
    thread.join();
  }
}
