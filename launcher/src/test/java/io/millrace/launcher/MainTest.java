package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_names_the_command_and_succeeds() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: millrace");
  }

  @Test
  void version_succeeds() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("millrace ");
  }

  @Test
  void no_command_is_a_wrong_call() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("which command?").contains("Usage: millrace");
  }

  @Test
  void an_unknown_option_is_a_wrong_call_and_is_named() {
    assertThat(run("--no-such-option")).isEqualTo(2);
    assertThat(err.toString()).contains("--no-such-option");
  }

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
