package io.millrace.connectors.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.BatchId;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ConsolePartitionTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ConsolePartition partition =
      new ConsolePartition(new PrintStream(new BufferedOutputStream(shown), false, UTF_8));

  @Test
  void a_batch_is_shown_whole_when_it_commits() throws Exception {
    Outputs.write(partition, 0, "grün\n");
    Outputs.write(partition, 0, "two\n");
    assertThat(shown.toString(UTF_8)).isEmpty();

    partition.commit(new BatchId(0));
    assertThat(shown.toString(UTF_8)).isEqualTo("grün\ntwo\n");
    Outputs.commit(partition, 1, "three\n");
    assertThat(shown.toString(UTF_8)).isEqualTo("grün\ntwo\nthree\n");
    assertThat(partition.lastCommitted()).isEqualTo(BatchId.NONE);
  }

  @Test
  void a_batch_given_up_is_not_shown() throws Exception {
    Outputs.write(partition, 0, "given up\n");
    Outputs.commit(partition, 1, "one\n");
    Outputs.write(partition, 2, "given up\n");
    partition.commit(new BatchId(3));

    assertThat(shown.toString(UTF_8)).isEqualTo("one\n");
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
