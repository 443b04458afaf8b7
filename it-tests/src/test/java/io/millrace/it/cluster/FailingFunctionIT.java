package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.it.cluster.JobsUnderTest.FailsWhereMarked;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("multi-jvm")
@Timeout(120)
class FailingFunctionIT {
  private static final String BROKEN = "-D" + FailsWhereMarked.MARK + "=true";

  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();

  @Test
  void what_fails_on_one_worker_is_done_by_the_other(@TempDir Path directory) throws Exception {
    JobStatus status;
    try (LineServer left = new LineServer();
        LineServer right = new LineServer()) {
      cluster.worker().worker(BROKEN);
      cluster.run(FailsWhereMarked.class, left.address() + "," + right.address(), directory);
      left.accept().send(List.of("a", "b", "c"));
      right.accept().send(List.of("d", "e"));
      status = cluster.await("all records", last -> last.records() == 5);
      assertThat(status.state()).isEqualTo(JobState.RUNNING);
      left.close();
      right.close();
      status = cluster.drain();
    }
    assertThat(status.retriedTasks()).isPositive();
    assertThat(new Output(directory).partition(0)).containsExactly("a", "b", "c");
    assertThat(new Output(directory).partition(1)).containsExactly("d", "e");
  }

  @Test
  void what_fails_everywhere_fails_the_job_which_says_where_and_why(@TempDir Path directory)
      throws Exception {
    try (LineServer server = new LineServer()) {
      cluster.set("millrace.scheduling.max-attempts", 2).worker(BROKEN).worker(BROKEN);
      cluster.run(FailsWhereMarked.class, server.address(), directory);
      server.accept().send(List.of("mill 17"));
      JobStatus status = cluster.await("its failure", last -> last.state() == JobState.FAILED);
      assertThat(status.failure())
          .startsWith("copy failed 2 times in batch ")
          .contains("IllegalStateException: the wheel is stuck at mill 17");
      assertThat(directory).isEmptyDirectory();
    }
  }
}
