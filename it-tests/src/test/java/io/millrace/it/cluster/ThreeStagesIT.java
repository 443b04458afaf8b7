package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.it.cluster.JobsUnderTest.ThreeStages;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import io.millrace.node.driver.code.JobCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("multi-jvm")
@Timeout(120)
class ThreeStagesIT {
  private static final int BATCHES = 200;
  private static final int STAGES = 3;
  private static final int EXECUTORS = 2;

  /** Of a batch: its one stream is read on one worker, what was shuffled is on both. */
  private static final int MOST_DISPATCHES = 1 + 2 + 2;

  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void two_workers_load_each_stage_once_for_hundreds_of_batches(@TempDir Path directory)
      throws Exception {
    JobStatus status;
    List<String> sent;
    try (Feed feed = new Feed(Long::toString)) {
      cluster.set("millrace.batch.interval", "10ms").worker().worker();
      cluster.run(ThreeStages.class, feed.address(), directory);
      cluster.await("enough batches", last -> last.cache().hits() > MOST_DISPATCHES * BATCHES);
      feed.end();
      status = cluster.drain();
      sent = feed.sent().get(0);
    }
    Output output = new Output(directory);
    assertThat(output.totals()).isEqualTo(sumsByLastDigit(sent));
    assertThat(output.lines().stream().filter(line -> line.startsWith("7\t")))
        .as("batches in which a number ended in 7")
        .hasSizeGreaterThanOrEqualTo(BATCHES);
    assertThat(status.cache().misses()).isEqualTo(STAGES * EXECUTORS);
    assertThat(status.cache().hits()).isGreaterThanOrEqualTo(STAGES * BATCHES);
    assertThat(status.workers())
        .hasSize(EXECUTORS)
        .allSatisfy(worker -> assertThat(worker.shuffleBytesIn()).isPositive());
  }

  private static Map<String, Long> sumsByLastDigit(List<String> numbers) {
    Map<String, Long> sums = new TreeMap<>();
    for (String number : numbers) {
      sums.merge(number.substring(number.length() - 1), Long.valueOf(number), Long::sum);
    }
    return sums;
  }

  @Test
  void a_second_jvm_gives_each_stage_the_same_id() throws Exception {
    Program second = programs.start(PrintIds.class, List.of());
    assertThat(second.awaitEnd()).as(second.dump()).isZero();
    assertThat(second.out()).isEqualTo(PrintIds.ids()).hasSize(STAGES).doesNotHaveDuplicates();
  }

  /** Prints the id of each stage of the job. */
  static final class PrintIds {
    private PrintIds() {}

    public static void main(String[] arguments) {
      ids().forEach(System.out::println);
    }

    static List<String> ids() {
      List<String> arguments = List.of("localhost:9999", "somewhere");
      return JobCode.submission(new ThreeStages(), arguments, 4, Measurement.ALWAYS)
          .graph()
          .binaries()
          .stream()
          .map(binary -> binary.id().hex())
          .toList();
    }
  }
}
