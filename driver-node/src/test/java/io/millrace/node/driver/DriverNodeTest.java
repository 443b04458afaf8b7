package io.millrace.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DriverNodeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void says_where_it_listens_and_ends_with_its_input() throws IOException {
    Path file = config("millrace.http.port = 0");
    assertThat(run("--stop-on-eof", "--config", file.toString())).isZero();
    assertThat(out.toString())
        .matches("ready driver 127\\.0\\.0\\.1:[1-9][0-9]+\nhttp 127\\.0\\.0\\.1:[1-9][0-9]+\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void has_no_http_server_when_none_is_wanted() throws IOException {
    Path file = config("millrace.http { enabled = off, port = 0 }");
    assertThat(run("--stop-on-eof", "--config", file.toString())).isZero();
    assertThat(out.toString()).startsWith("ready driver ").doesNotContain("http");
  }

  @Test
  void an_http_port_in_use_is_said_in_one_line() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      Path file = config("millrace.http.port = " + port);
      assertThat(run("--config", file.toString())).isEqualTo(1);
      assertThat(oneLine())
          .contains(
              "127.0.0.1:" + port + " is in use by another process",
              "choose another millrace.http.port, 0 for any");
    }
  }

  @Test
  void an_http_host_that_is_not_there_is_said_in_one_line() throws IOException {
    Path file = config("millrace.http.host = no-such-host.invalid");
    assertThat(run("--config", file.toString())).isEqualTo(1);
    assertThat(oneLine()).contains("millrace.http.host = no-such-host.invalid", "no such host");
  }

  @Test
  void an_unknown_key_is_refused_in_one_line_with_its_file() throws IOException {
    Path file = config("millrace.bach.interval = 1s");
    assertThat(run("--config", file.toString())).isEqualTo(2);
    assertThat(oneLine()).contains("millrace.bach", file.toString());
  }

  @Test
  void a_value_out_of_range_is_refused_in_one_line_with_the_range() throws IOException {
    Path file = config("millrace.batch.interval = 1us");
    assertThat(run("--config", file.toString())).isEqualTo(2);
    assertThat(oneLine()).contains("millrace.batch.interval", "1us", "100us..60s", file.toString());
  }

  @Test
  void a_file_that_is_not_there_is_refused_in_one_line() {
    assertThat(run("--config", "no/such.conf")).isEqualTo(2);
    assertThat(oneLine()).contains("no/such.conf");
  }

  @Test
  void a_job_that_is_not_there_is_refused_in_one_line() {
    assertThat(run("--job", "no.such.Job")).isEqualTo(2);
    assertThat(oneLine()).contains("there is no class no.such.Job on the class path");
  }

  @Test
  void a_port_in_use_is_said_in_one_line() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      Path file = config("millrace.node.port = " + port);
      assertThat(run("--config", file.toString())).isEqualTo(1);
      assertThat(oneLine()).contains("127.0.0.1:" + port + " is in use");
    }
  }

  private Path config(String line) throws IOException {
    return Files.writeString(folder.resolve("node.conf"), line);
  }

  private String oneLine() {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
    return err.toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new DriverNode(InputStream.nullInputStream(), null))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
