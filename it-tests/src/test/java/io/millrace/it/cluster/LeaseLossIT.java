package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.it.cluster.JobsUnderTest.Copy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two workers copy a stream each under a lease, and one of them is no more. */
@Tag("multi-jvm")
@Timeout(120)
class LeaseLossIT {
  private static final int SOME = 2_000;

  @RegisterExtension
  final ClusterUnderTest cluster =
      new ClusterUnderTest()
          .set("millrace.scheduling.mode", "group")
          .set("millrace.driver.worker-timeout", "2s")
          .worker()
          .worker();

  @TempDir private Path directory;
  private List<Feed> feeds = List.of();
  private JobStatus before;

  @BeforeEach
  void start_two_streams() throws InterruptedException {
    feeds = List.of(new Feed("left %07d"::formatted), new Feed("right%07d"::formatted));
    String sources = feeds.get(0).address() + "," + feeds.get(1).address();
    cluster.run(Copy.class, sources, directory);
    before = cluster.await("both streams", status -> status.records() > 2 * SOME);
    assertThat(readers(before)).hasSize(2);
  }

  @AfterEach
  void close_the_streams() throws IOException {
    for (Feed feed : feeds) {
      feed.close();
    }
  }

  @Test
  void when_a_worker_is_killed_the_other_goes_on_with_its_own_cuts_and_takes_a_new_lease()
      throws Exception {
    cluster.process(0).kill();
    assertGoesOnWhole();
  }

  @Test
  void a_worker_that_froze_with_a_lease_shows_nothing_twice_when_it_thaws() throws Exception {
    cluster.process(0).freeze();
    awaitMoved();
    cluster.process(0).thaw();
    assertGoesOnWhole();
  }

  private void assertGoesOnWhole() throws Exception {
    JobStatus moved = awaitMoved();
    cluster.await("more", status -> status.records() > moved.records() + 2 * SOME);
    for (Feed feed : feeds) {
      feed.end();
    }
    JobStatus end = cluster.drain();
    int lost = before.streams().get(0).worker().equals(end.streams().get(0).worker()) ? 1 : 0;
    assertThat(feeds.get(1 - lost).sent()).hasSize(1);
    new Output(directory).assertHolds(1 - lost, feeds.get(1 - lost).sent().get(0));
    assertThat(end.lost()).allSatisfy(range -> assertThat(range.stream().value()).isEqualTo(lost));
    assertMovedStream(feeds.get(lost).sent(), new Output(directory).partition(lost));
  }

  /** Of the first connection what the lost worker had shown, in order; all of the second. */
  private static void assertMovedStream(List<List<String>> sent, List<String> written) {
    assertThat(sent).hasSize(2);
    List<String> second = sent.get(1);
    int shown = written.size() - second.size();
    assertThat(shown).isPositive();
    assertThat(written.subList(shown, written.size())).isEqualTo(second);
    assertThat(sent.get(0)).containsSubsequence(written.subList(0, shown));
    assertThat(new HashSet<>(written)).hasSameSizeAs(written);
  }

  private JobStatus awaitMoved() throws InterruptedException {
    return cluster.await(
        "both streams on one worker",
        status ->
            readers(status).size() == 1
                && status.streams().stream().allMatch(s -> s.state() == StreamState.RECEIVING));
  }

  private static Set<WorkerId> readers(JobStatus status) {
    return status.streams().stream().map(StreamStatus::worker).collect(Collectors.toSet());
  }
}
