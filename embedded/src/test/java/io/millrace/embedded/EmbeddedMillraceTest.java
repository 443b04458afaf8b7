package io.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.millrace.config.SettingsException;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedMillraceTest {
  private static final Map<String, ?> FAST = Map.of("millrace.batch.interval", "10ms");

  @TempDir private Path folder;
  private Path in;
  private Path out;

  @Test
  void a_connector_that_can_not_be_made_is_said_before_anything_starts() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("io.millrace.dsl.ConnectorProvider"), "com.acme.Vanished\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader broken = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(broken);
      assertThatThrownBy(Millrace::embedded)
          .hasMessageContaining("a connector on the class path can't be used")
          .hasMessageContaining("com.acme.Vanished");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The lines of a file; it ends with the file. */
  static final class Copy implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.file(context.argument("in")), Decoders.lines())
          .to(Sinks.file(context.argument("out")));
    }
  }

  /** The lines of a file that grows; it does not end by itself. */
  static final class Follow implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.file(context.argument("in")).tail(), Decoders.lines())
          .map(Follow::parsed)
          .named("parse")
          .to(Sinks.file(context.argument("out")));
    }

    private static int parsed(String line) {
      return Integer.parseInt(line);
    }
  }

  @BeforeEach
  void write_what_is_read() throws IOException {
    in = Files.writeString(folder.resolve("in.txt"), "1\n2\n3\n");
    out = folder.resolve("out");
  }

  @Test
  void a_job_ends_with_its_sources() throws Exception {
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      JobStatus ended = millrace.run(new Copy(), arguments()).await();
      assertThat(ended.state()).isEqualTo(JobState.ENDED);
      assertThat(ended.records()).isEqualTo(3);
    }
    assertThat(output(out)).containsExactly("1", "2", "3");
  }

  @Test
  void a_job_without_an_end_ends_when_it_is_drained_or_cancelled() throws Exception {
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      JobHandle drained = millrace.run(new Follow(), arguments());
      assertThat(drained.await(Duration.ZERO)).isFalse();
      assertThatThrownBy(drained::result).hasMessage("job Follow is not over yet");
      drained.drain();
      assertThat(drained.await().records()).isEqualTo(3);

      JobHandle cancelled = millrace.run(new Follow(), "in=" + in, "out=" + folder.resolve("more"));
      cancelled.cancel();
      assertThat(cancelled.await().state()).isEqualTo(JobState.ENDED);
    }
    assertThat(output(out)).containsExactly("1", "2", "3");
  }

  @Test
  void two_jobs_run_at_the_same_time() throws Exception {
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      JobHandle one = millrace.run(new Encounter("one"));
      JobHandle other = millrace.run(new Encounter("other"));
      assertThat(one.await().records()).isEqualTo(1);
      assertThat(other.await().records()).isEqualTo(1);
    }
  }

  @Test
  void a_job_that_fails_says_why() throws Exception {
    Files.writeString(in, "1\ntwo\n");
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      JobHandle job = millrace.run(new Follow(), arguments());
      assertThatThrownBy(job::await)
          .isInstanceOf(JobFailedException.class)
          .hasMessageStartingWith("job Follow failed: parse failed ")
          .hasMessageContaining("NumberFormatException: For input string: \"two\"");
    }
  }

  @Test
  void a_mistake_in_a_job_is_found_before_it_runs() {
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      assertThatThrownBy(() -> millrace.run(new Copy(), "in=here"))
          .isInstanceOf(JobDefinitionException.class)
          .hasMessage("job Copy needs the argument out=..; it was given in=here");
    }
  }

  @Test
  void settings_come_from_a_file_or_a_map_or_a_configuration() throws Exception {
    String key = "millrace.batch.interval";
    Path file = Files.writeString(folder.resolve("my.conf"), key + " = 30ms");
    assertThat(batchMicros(Millrace.embedded(file))).isEqualTo(30_000);
    assertThat(batchMicros(Millrace.embedded(Map.of(key, "40ms")))).isEqualTo(40_000);
    assertThat(batchMicros(Millrace.embedded(ConfigFactory.parseString(key + " = 50ms"))))
        .isEqualTo(50_000);
    assertThatThrownBy(() -> Millrace.embedded(Map.of("millrace.batch.intervall", "1s")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("millrace.batch.intervall");
  }

  private double batchMicros(EmbeddedMillrace engine) throws Exception {
    try (engine) {
      return engine
          .run(new Copy(), "in=" + in, "out=" + Files.createTempDirectory(folder, "out"))
          .await()
          .batchMicros();
    }
  }

  @Test
  void a_job_of_an_engine_that_is_closed_has_failed() {
    JobHandle job;
    EmbeddedMillrace millrace = Millrace.embedded(FAST);
    try (millrace) {
      job = millrace.run(new Follow(), arguments());
    }
    assertThatThrownBy(job::await)
        .isInstanceOf(JobFailedException.class)
        .hasMessage("job Follow failed: the engine has ended, and the job with it");
    assertThatThrownBy(() -> millrace.run(new Copy(), arguments()))
        .hasMessage("the engine was closed; it can't run Copy");
  }

  @Test
  void a_closed_engine_leaves_no_thread_that_keeps_the_process_alive() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      millrace.run(new Copy(), arguments()).await();
      millrace.run(new Follow(), "in=" + in, "out=" + folder.resolve("more"));
    }
    Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
    left.removeAll(before);
    left.removeIf(Thread::isDaemon);
    for (Thread thread : left) {
      thread.join(10_000);
    }
    assertThat(left).noneMatch(Thread::isAlive);
  }

  @Test
  void the_process_is_left_as_it_was() throws Exception {
    try (EmbeddedMillrace millrace = Millrace.embedded(FAST)) {
      millrace.run(new Copy(), arguments()).await();
    }
    assertThat(ObjectInputFilter.Config.getSerialFilter()).isNull();
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull();
  }

  private String[] arguments() {
    return new String[] {"in=" + in, "out=" + out};
  }

  private static List<String> output(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> lines = new ArrayList<>();
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("part-")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }
}
