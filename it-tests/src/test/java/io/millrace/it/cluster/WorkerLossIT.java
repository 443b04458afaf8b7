package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.model.WorkerStatus;
import io.millrace.it.cluster.JobsUnderTest.Copy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Two workers copy a stream each, and one of them is no more. */
@Tag("multi-jvm")
@Timeout(120)
class WorkerLossIT {
  /** Of each line that is sent, with its newline. */
  private static final int LINE_BYTES = 13;

  private static final int SOME = 2_000;

  @RegisterExtension
  final ClusterUnderTest cluster =
      new ClusterUnderTest().set("millrace.driver.worker-timeout", "2s").worker().worker();

  @TempDir private Path directory;
  private List<Feed> feeds = List.of();
  private JobStatus before;

  @BeforeEach
  void start_two_streams() throws InterruptedException {
    feeds = List.of(new Feed("left %07d"::formatted), new Feed("right%07d"::formatted));
    String sources = feeds.get(0).address() + "," + feeds.get(1).address();
    cluster.run(Copy.class, sources, directory);
    before =
        cluster.await(
            "both streams",
            status ->
                status.streams().stream().allMatch(s -> s.position() > SOME * LINE_BYTES)
                    && status.records() > 2 * SOME);
    assertThat(readers(before)).hasSize(2);
  }

  @AfterEach
  void close_the_streams() throws IOException {
    for (Feed feed : feeds) {
      feed.close();
    }
  }

  @Test
  void a_worker_killed_hard_takes_only_what_is_said_with_it() throws Exception {
    cluster.process(0).kill();
    awaitGoingOn(awaitMoved());
    assertAllAccountedFor(end());
  }

  @Test
  void a_frozen_worker_is_replaced_and_what_it_does_when_thawed_shows_nowhere() throws Exception {
    cluster.process(0).freeze();
    JobStatus moved = awaitMoved();
    cluster.process(0).thaw();
    JobStatus back = cluster.await("a new worker", status -> hasNewcomer(status));
    assertThat(back.state()).isEqualTo(JobState.RUNNING);
    assertThat(ids(back)).hasSize(2).containsAll(readers(moved)).isNotEqualTo(ids(before));
    awaitGoingOn(back);
    assertAllAccountedFor(end());
  }

  private boolean hasNewcomer(JobStatus status) {
    return ids(status).stream().anyMatch(id -> !ids(before).contains(id));
  }

  /** Both streams read by the one worker that is left. */
  private JobStatus awaitMoved() throws InterruptedException {
    JobStatus moved =
        cluster.await(
            "both streams on one worker",
            status ->
                readers(status).size() == 1
                    && status.streams().stream().allMatch(s -> s.state() == StreamState.RECEIVING));
    assertThat(moved.state()).isEqualTo(JobState.RUNNING);
    assertThat(readers(before)).containsAll(readers(moved));
    return moved;
  }

  private void awaitGoingOn(JobStatus from) throws InterruptedException {
    cluster.await(
        "more of both streams",
        status ->
            positions(status).get(0) > positions(from).get(0) + SOME * LINE_BYTES
                && positions(status).get(1) > positions(from).get(1) + SOME * LINE_BYTES
                && status.records() > from.records() + 2 * SOME);
  }

  private JobStatus end() throws Exception {
    for (Feed feed : feeds) {
      feed.end();
    }
    return cluster.drain();
  }

  private void assertAllAccountedFor(JobStatus end) {
    int moved = before.streams().get(0).worker().equals(end.streams().get(0).worker()) ? 1 : 0;
    int stayed = 1 - moved;
    Output output = new Output(directory);
    output.assertHolds(stayed, onlyElement(feeds.get(stayed).sent()));
    assertThat(end.lost()).allSatisfy(range -> assertThat(range.stream().value()).isEqualTo(moved));
    assertMovedStream(end.streams().get(moved), end.lost(), feeds.get(moved), output);
  }

  /**
   * The second connection was read to its end, so the positions before it are those of the first:
   * what the lost worker had reported of it.
   */
  private static void assertMovedStream(
      StreamStatus stream, List<LostRange> lost, Feed feed, Output output) {
    assertThat(feed.sent()).hasSize(2);
    assertThat(stream.connections()).isEqualTo(2);
    List<String> first = feed.sent().get(0);
    List<String> second = feed.sent().get(1);
    int reported = lines(stream.position()) - second.size();
    assertThat(reported).isBetween(SOME, first.size());
    List<String> kept = new ArrayList<>(first.subList(0, reported));
    List<String> said = new ArrayList<>();
    lost.forEach(range -> said.addAll(first.subList(lines(range.from()), lines(range.to()))));
    List<String> written = output.partition(stream.stream().value());
    // A commit that the worker could not tell of is visible, and yet said to be lost.
    said.removeAll(Set.copyOf(written));
    kept.removeAll(Set.copyOf(said));
    kept.addAll(second);
    output.assertHolds(stream.stream().value(), kept);
  }

  private static int lines(long bytes) {
    assertThat(bytes % LINE_BYTES).as("bytes of whole lines").isZero();
    return Math.toIntExact(bytes / LINE_BYTES);
  }

  private static List<String> onlyElement(List<List<String>> lists) {
    assertThat(lists).hasSize(1);
    return lists.get(0);
  }

  private static List<Long> positions(JobStatus status) {
    return status.streams().stream().map(StreamStatus::position).toList();
  }

  private static Set<WorkerId> readers(JobStatus status) {
    return status.streams().stream().map(StreamStatus::worker).collect(Collectors.toSet());
  }

  private static Set<WorkerId> ids(JobStatus status) {
    return status.workers().stream()
        .filter(worker -> !worker.hasLeft())
        .map(WorkerStatus::worker)
        .collect(Collectors.toSet());
  }
}
