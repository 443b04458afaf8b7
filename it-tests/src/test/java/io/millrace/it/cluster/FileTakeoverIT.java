package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.it.cluster.JobsUnderTest.Follow;
import io.millrace.it.cluster.JobsUnderTest.Inboxes;
import io.millrace.it.cluster.JobsUnderTest.SlowCopies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two workers read files, one of them dies, the other goes on with all. */
@Tag("multi-jvm")
@Timeout(120)
class FileTakeoverIT {
  /** Of each line, with its newline. */
  private static final int LINE_BYTES = 13;

  private static final int SOME = 2_000;

  @RegisterExtension
  final ClusterUnderTest cluster =
      new ClusterUnderTest().set("millrace.driver.worker-timeout", "2s").worker().worker();

  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  @TempDir private Path directory;
  private List<Path> inputs = List.of();
  private long lines;

  @AfterEach
  void stop() {
    pace.shutdownNow();
  }

  @Test
  void of_files_that_grow_no_line_comes_twice_and_only_what_is_said_is_missing() throws Exception {
    inputs = List.of(directory.resolve("left"), directory.resolve("right"));
    for (Path file : inputs) {
      Files.createFile(file);
    }
    var unused = pace.scheduleAtFixedRate(this::grow, 0, 5, TimeUnit.MILLISECONDS);
    Path out = directory.resolve("out");
    cluster.run(Follow.class, names(), out);
    awaitLines("both streams", 0);

    JobStatus moved = killOne();
    awaitLines("more of both streams", moved.streams().get(0).position());
    pace.shutdown();
    assertThat(pace.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    JobStatus end = cluster.drain();

    for (StreamStatus stream : end.streams()) {
      Path file = inputs.get(stream.stream().value());
      assertThat(stream.position()).as("bytes of %s", file).isEqualTo(Files.size(file));
      List<String> written = new Output(out).partition(stream.stream().value());
      assertAccountedFor(stream, Files.readAllLines(file), end.lost(), written);
    }
  }

  /** The stores are small, so that the receivers are in the middle of their files. */
  @Test
  void of_files_that_end_a_job_ends_with_all_lines_once_but_for_those_it_says() throws Exception {
    inputs = List.of(directory.resolve("left"), directory.resolve("right"));
    for (Path file : inputs) {
      Files.createFile(file);
    }
    for (int i = 0; i < 2_000; i++) {
      grow();
    }
    cluster
        .set("millrace.receiver.buffers", 2)
        .set("millrace.receiver.buffer-bytes", "16KiB")
        .set("millrace.receiver.max-record-bytes", "1KiB")
        .set("millrace.block.max-bytes", "4KiB")
        .set("millrace.block-store.segment-bytes", "16KiB")
        .set("millrace.block-store.unconsumed-bytes", "64KiB")
        .run(SlowCopies.class, names(), ".out");
    awaitLines("some of both files", 0);

    killOne();
    JobStatus end = cluster.await("its end", status -> status.state() == JobState.ENDED);

    assertThat(end.lost()).isNotEmpty();
    for (StreamStatus stream : end.streams()) {
      Path file = inputs.get(stream.stream().value());
      assertThat(stream.position()).as("bytes of %s", file).isEqualTo(Files.size(file));
      List<String> written = new Output(Path.of(file + ".out")).lines();
      assertAccountedFor(stream, Files.readAllLines(file), end.lost(), written);
    }
  }

  /** Who takes over can't read again what was read before: its files are gone. */
  @Test
  void of_files_that_come_and_go_again_none_is_left_out() throws Exception {
    inputs = List.of(directory.resolve("left"), directory.resolve("right"));
    for (Path input : inputs) {
      Files.createDirectory(input);
    }
    cluster.run(Inboxes.class, names(), ".out");
    List<String> all = new ArrayList<>(put("a", 20));
    cluster.await(
        "all of them visible",
        status ->
            status.streams().stream().allMatch(s -> s.position() == all.size() * LINE_BYTES)
                && status.records() == 2L * all.size()
                && status.backlogBytes() == 0);
    for (Path input : inputs) {
      remove(input);
    }

    killOne();
    all.addAll(put("b", 3));
    JobStatus end = cluster.drain();

    assertThat(end.lost()).isEmpty();
    for (Path input : inputs) {
      assertThat(new Output(Path.of(input + ".out")).lines()).isEqualTo(all);
    }
  }

  private String names() {
    return inputs.get(0) + "," + inputs.get(1);
  }

  private JobStatus killOne() throws InterruptedException {
    JobStatus before = cluster.await("two readers", status -> readers(status).size() == 2);
    cluster.process(0).kill();
    return cluster.await(
        "both streams on one worker",
        status ->
            readers(status).size() == 1
                && readers(before).containsAll(readers(status))
                && status.streams().stream().allMatch(s -> s.state() == StreamState.RECEIVING));
  }

  /** Puts some files of a hundred lines into each directory. */
  private List<String> put(String prefix, int count) throws IOException {
    List<String> all = new ArrayList<>();
    for (int file = 0; file < count; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        String line = "line %07d".formatted(lines++);
        text.append(line).append('\n');
        all.add(line);
      }
      for (Path input : inputs) {
        Path hidden = Files.writeString(input.resolve(".next"), text);
        Files.move(hidden, input.resolve("%s-%03d".formatted(prefix, file)));
      }
    }
    return all;
  }

  private static void remove(Path input) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(input)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private void grow() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append("line %07d\n".formatted(lines++));
    }
    try {
      for (Path file : inputs) {
        Files.writeString(file, text, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobStatus awaitLines(String what, long from) throws InterruptedException {
    return cluster.await(
        what,
        status ->
            status.streams().stream().allMatch(s -> s.position() > from + SOME * LINE_BYTES)
                && status.records() > 2 * SOME);
  }

  private static void assertAccountedFor(
      StreamStatus stream, List<String> all, List<LostRange> lost, List<String> written) {
    List<String> said = new ArrayList<>();
    for (LostRange range : lost) {
      if (range.stream().equals(stream.stream())) {
        said.addAll(all.subList(lines(range.from()), lines(range.to())));
      }
    }
    // A commit that the worker could not tell of is visible, and yet said to be lost.
    said.removeAll(Set.copyOf(written));
    List<String> expected = new ArrayList<>(all);
    expected.removeAll(Set.copyOf(said));
    assertThat(written.equals(expected)).as("all lines but those lost, once").isTrue();
  }

  private static int lines(long bytes) {
    assertThat(bytes % LINE_BYTES).as("bytes of whole lines").isZero();
    return Math.toIntExact(bytes / LINE_BYTES);
  }

  private static Set<WorkerId> readers(JobStatus status) {
    return status.streams().stream().map(StreamStatus::worker).collect(Collectors.toSet());
  }
}
