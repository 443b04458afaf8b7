package io.millrace.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WorkerNodeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void a_worker_needs_to_know_a_driver() {
    assertThat(run("--stop-on-eof")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("worker node: no driver to join; give --driver HOST:PORT");
  }

  @Test
  void a_driver_must_be_host_and_port() {
    assertThat(run("--driver", "here")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("millrace.node.seed-nodes", "here");
  }

  @Test
  void a_value_out_of_range_is_refused_in_one_line() throws IOException {
    Path file = Files.writeString(folder.resolve("w.conf"), "millrace.executor.slots = 0");
    assertThat(run("--config", file.toString(), "--driver", "a:1")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("millrace.executor.slots", file.toString());
  }

  @Test
  void says_again_and_again_that_no_driver_answers_until_its_input_ends() throws IOException {
    String nowhere = "127.0.0.1:" + freePort();
    PipedInputStream input = new PipedInputStream();
    PipedOutputStream end = new PipedOutputStream(input);
    Writer complaints = new EndAfterLines(3, end);
    CommandLine worker =
        new CommandLine(new WorkerNode(input, null, 50))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(complaints, true));
    assertThat(worker.execute("--stop-on-eof", "--driver", nowhere)).isZero();
    assertThat(complaints.toString().lines().limit(3))
        .containsOnly("worker node: no driver node answers at " + nowhere + "; trying again");
    assertThat(out.toString()).isEmpty();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private int run(String... arguments) {
    return new CommandLine(new WorkerNode(InputStream.nullInputStream(), null, 50))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** Ends the worker's input once it has said so many lines. */
  private static final class EndAfterLines extends StringWriter {
    private final int lines;
    private final PipedOutputStream input;

    EndAfterLines(int lines, PipedOutputStream input) {
      this.lines = lines;
      this.input = input;
    }

    @Override
    public void flush() {
      if (toString().lines().count() >= lines) {
        try {
          input.close();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
