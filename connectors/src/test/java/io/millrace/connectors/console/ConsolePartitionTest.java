package io.millrace.connectors.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.testkit.SinkPartitionContract;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsolePartitionTest extends SinkPartitionContract {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream console =
      new PrintStream(new BufferedOutputStream(shown), false, UTF_8);

  @Override
  protected SinkPartition open(SinkContext context) {
    return new ConsolePartition(console);
  }

  @Override
  protected String visible() {
    return shown.toString(UTF_8);
  }

  @Override
  protected boolean remembers() {
    return false;
  }

  @Test
  void a_closed_console_is_said_so() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int unused) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ConsolePartition broken = new ConsolePartition(new PrintStream(closed, false, UTF_8));

    assertThatThrownBy(() -> Outputs.commit(broken, 0, "x\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("console sink: standard output is closed");
  }
}
