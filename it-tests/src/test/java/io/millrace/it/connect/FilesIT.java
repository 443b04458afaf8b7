package io.millrace.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Source;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobFailedException;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.it.cluster.Output;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FilesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LINES = 200_000;

  @TempDir private Path directory;

  @Test
  void a_word_count_over_files_ends_by_itself_and_is_right() throws Exception {
    Map<String, Long> expected = new HashMap<>();
    Random random = new Random(7);
    Path large = write("large", LINES, random, expected);
    Path small = write("small", 10, random, expected);
    Path empty = Files.createFile(directory.resolve("empty"));
    Path out = directory.resolve("out");
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job = millrace.run(new WordCount(Sources.file(large, small, empty), out));

      JobStatus status = job.await();
      assertThat(status.state()).isEqualTo(JobState.ENDED);
      assertThat(status.records()).isEqualTo(LINES + 10);
      assertThat(status.streams())
          .extracting(StreamStatus::state)
          .containsOnly(StreamState.ENDED)
          .hasSize(3);
      assertThat(status.streams())
          .extracting(StreamStatus::position)
          .containsExactly(Files.size(large), Files.size(small), 0L);
    }
    Output output = new Output(out);
    assertThat(output.totals()).isEqualTo(expected);
    assertThat(output.plain().lines()).hasSameElementsAs(output.lines());
  }

  @Test
  void a_job_run_again_adds_to_what_is_there() throws Exception {
    Path out = directory.resolve("out");
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      for (int run = 0; run < 2; run++) {
        JobHandle job = millrace.run(new Copy(Sources.of("one", "two"), out));
        job.await();
      }
    }
    assertThat(new Output(out).lines()).containsExactly("one", "two", "one", "two");
    assertThat(new Output(out).plain()).isEqualTo("one\ntwo\none\ntwo\n");
  }

  @Test
  void files_that_come_while_the_job_runs_are_read_once_and_in_order() throws Exception {
    Path in = Files.createDirectory(directory.resolve("in"));
    Path out = directory.resolve("out");
    List<String> expected = new ArrayList<>(appear(in, "first", 100));
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job = millrace.run(new Copy(Sources.directory(in), out));
      await().atMost(PATIENCE).until(() -> job.status().records() == 100);
      for (int i = 0; i < 20; i++) {
        Files.writeString(in.resolve("being-written.tmp"), "not whole");
        expected.addAll(appear(in, "file-%02d".formatted(i), 1 + 10 * i));
      }
      job.drain();
      assertThat(job.await().records()).isEqualTo(expected.size());
    }
    assertThat(new Output(out).lines()).isEqualTo(expected);
  }

  @Test
  void a_file_that_is_not_there_fails_the_job_in_one_sentence() {
    Path none = directory.resolve("none");
    assertThatFailure(new Copy(Sources.file(none), directory.resolve("out")))
        .endsWith(": source " + none + ": there is no such file");
  }

  @Test
  void a_directory_that_can_not_be_written_fails_the_job_in_one_sentence() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatFailure(new Copy(Sources.of("one"), file.resolve("out")))
        .contains("partition 0 of sink-1 (FileSink) can't be written on worker ")
        .contains(": file sink can't make the directory " + file.resolve("out") + ": ");
  }

  @Test
  void a_directory_that_another_job_writes_fails_the_job_in_one_sentence() throws Exception {
    Path out = directory.resolve("out");
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job = millrace.run(new WordCount(Sources.of("one"), out));
      job.await();
    }
    assertThatFailure(new Copy(Sources.of("one"), out))
        .endsWith(
            "it is written by sink-1 of job WordCount; give each sink a directory of its own, or a"
                + " prefix");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertThatFailure(StreamJob job) {
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle handle = millrace.run(job);
      assertThatThrownBy(handle::await).isInstanceOf(JobFailedException.class);
      return assertThat(handle.status().failure());
    }
  }

  /** Lines of words that are counted as they are drawn; the last one has no newline. */
  private Path write(String name, int lines, Random random, Map<String, Long> counts)
      throws IOException {
    Path file = directory.resolve(name);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < lines; i++) {
        writer.write(i == 0 ? "" : "\n");
        for (int word = random.nextInt(6); word >= 0; word--) {
          String drawn = "wörd" + random.nextInt(500);
          counts.merge(drawn, 1L, Long::sum);
          writer.write(word == 0 ? drawn : drawn + " ");
        }
      }
    }
    return file;
  }

  private static List<String> appear(Path in, String name, int lines) throws IOException {
    List<String> text = IntStream.range(0, lines).mapToObj(i -> name + " " + i).toList();
    Path hidden = in.resolve("." + name);
    Files.writeString(hidden, text.stream().collect(Collectors.joining("\n")));
    Files.move(hidden, in.resolve(name));
    return text;
  }

  private record Copy(Source source, Path out) implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context.source(source, Decoders.lines()).to(Sinks.file(out));
    }
  }

  private record WordCount(Source source, Path out) implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(source, Decoders.lines())
          .flatMap(line -> List.of(line.split(" ")))
          .keyBy(word -> word)
          .count()
          .to(Sinks.file(out));
    }
  }
}
