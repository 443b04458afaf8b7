package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.it.cluster.JobsUnderTest.SharesJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What functions of a job share is made once on each worker, and closed when the job is over. */
@Tag("multi-jvm")
@Timeout(120)
class ResourceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();

  @TempDir private Path folder;

  @Test
  void functions_of_all_slots_stages_and_sinks_share_one_on_each_worker() throws Exception {
    try (LineServer left = new LineServer();
        LineServer right = new LineServer()) {
      cluster.set("millrace.executor.slots", 2).worker().worker();
      run(left.address() + "," + right.address());
      left.accept().send(lines("left"));
      right.accept().send(lines("right"));
      cluster.await("all records", last -> last.records() == 2_000);
      left.close();
      right.close();
      cluster.drain();
    }

    List<String> ofEach =
        Stream.of(0, 1)
            .map(worker -> cluster.process(worker).pid())
            .flatMap(pid -> Stream.of("made by " + pid, "closed by " + pid))
            .toList();
    Awaitility.await().atMost(PATIENCE).until(() -> journal().size() >= ofEach.size());
    assertThat(journal()).containsExactlyInAnyOrderElementsOf(ofEach);
  }

  @Test
  void what_was_made_is_closed_when_another_can_not_be_made_and_the_job_fails() throws Exception {
    try (LineServer server = new LineServer()) {
      cluster.set("millrace.scheduling.max-attempts", 1).worker();
      run(server.address());
      server.accept().send(List.of("a", "fail"));
      JobStatus status = cluster.await("its failure", last -> last.state() == JobState.FAILED);
      assertThat(status.failure())
          .startsWith("front failed 1 time")
          .contains("resource broken can't be made: java.io.IOException: there is none, at ")
          .contains("SharesJournal.missing(JobsUnderTest.java:");
    }

    Awaitility.await().atMost(PATIENCE).until(() -> journal().size() >= 2);
    long pid = cluster.process(0).pid();
    assertThat(journal()).containsExactly("made by " + pid, "closed by " + pid);
  }

  private void run(String sources) throws InterruptedException {
    cluster.run(SharesJournal.class, sources, folder.resolve("unused"), folder.resolve("journal"));
  }

  private List<String> journal() throws Exception {
    return Files.readAllLines(folder.resolve("journal"));
  }

  private static List<String> lines(String side) {
    return IntStream.range(0, 1_000).mapToObj(number -> side + " " + number).toList();
  }
}
