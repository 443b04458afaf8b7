package io.millrace.connectors.fileoutput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.Fence;
import io.millrace.dsl.RunId;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.Sinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that may not write more than some bytes to a file, as if the disk were full. */
@Timeout(60)
class FullDiskTest {
  private static final String LINE = "x".repeat(999) + "\n";

  @TempDir private Path directory;

  @Test
  void what_does_not_fit_is_told_and_what_did_stays() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "limits are set by the shell");
    Process process = start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();

    String partition = directory.resolve("part-00000").toString();
    assertThat(said).startsWith("file sink can't write " + partition + ": ");
    SinkContext next = context(2);
    try (FilePartition again = FilePartition.open(Sinks.file(directory), next)) {
      int committed = (int) again.lastCommitted().value() + 1;
      assertThat(committed).isBetween(4, 10);
      Outcome outcome = new Outcome(directory);
      assertThat(outcome.committed()).isEqualTo(LINE.repeat(committed));
      assertThat(outcome.plain()).isEqualTo(LINE.repeat(committed));
      Outputs.commit(again, committed, LINE);
      assertThat(outcome.committed()).isEqualTo(LINE.repeat(committed + 1));
    }
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            "/bin/sh",
            "-c",
            "ulimit -f 10 && exec \"$@\"",
            "sh",
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Writing.class.getName(),
            directory.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static SinkContext context(long planVersion) {
    return new SinkContext("job", new RunId(1, 1), "sink", 0, new Fence(1, planVersion));
  }

  /** Commits batches until one fails, and says why. */
  static final class Writing {
    private Writing() {}

    public static void main(String[] arguments) throws IOException {
      Path directory = Path.of(arguments[0]);
      try (FilePartition partition = FilePartition.open(Sinks.file(directory), context(1))) {
        for (long batch = 0; batch < 1_000; batch++) {
          Outputs.commit(partition, batch, LINE);
        }
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
