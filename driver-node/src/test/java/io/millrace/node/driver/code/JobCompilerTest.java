package io.millrace.node.driver.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.SettingsException;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.testkit.OpenFiles;
import io.millrace.testkit.UserJar;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as users bring them: compiled here, in no class path. */
class JobCompilerTest {
  private static final String JOB =
      """
      package com.acme;
      import io.millrace.dsl.*;
      public final class Counts implements StreamJob {
        public void define(StreamContext context) {
          String[] arguments = context.arguments().toArray(String[]::new);
          if (arguments[0].equals("hang")) {
            while (!Thread.interrupted()) { Thread.onSpinWait(); }
          }
          if (arguments[0].equals("miss")) { new Helper(); }
          if (arguments[0].equals("loader")) {
            throw new IllegalStateException(
                "" + (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()));
          }
          byte[] table = new byte[Integer.parseInt(arguments[arguments.length - 1])];
          byte[] small = new byte[Integer.parseInt(arguments[0])];
          context.source(Sources.socket("localhost", 9), Decoders.lines())
              .map(line -> line + table.length).named("join")
              .map(line -> line + small.length).named("pad")
              .keyBy(line -> line).count().to(Sinks.console());
        }
      }
      """;

  @TempDir private Path folder;
  private JarFolder jars;
  private CodeLibrary library;

  @BeforeEach
  void open() {
    jars = new JarFolder(folder.resolve("code"), settings().code());
    library = new CodeLibrary(jars);
  }

  @AfterEach
  void close() throws Exception {
    jars.close();
  }

  @Test
  void a_job_of_a_jar_becomes_what_the_driver_takes() throws Exception {
    String sha256 = store(jar());
    Map<String, String> settings = Map.of("millrace.shuffle.partitions", "7");
    JobSubmission submission =
        compile(new JobOrder("com.acme.Counts", sha256, null, settings, List.of("1"), timed()));
    assertThat(submission.name()).isEqualTo("Counts");
    assertThat(submission.code())
        .isEqualTo(new CodeRef(sha256, Files.size(folder.resolve("user.jar"))));
    assertThat(submission.settings()).isEqualTo(settings);
    assertThat(submission.measurement()).isEqualTo(timed());
    assertThat(submission.graph().shuffles()).containsExactly(7);
    assertThat(submission.graph().stages()).hasSize(2);
  }

  @Test
  void it_may_be_given_another_name() throws Exception {
    JobOrder order =
        new JobOrder("com.acme.Counts", store(jar()), "mine", Map.of(), List.of("1"), timed());
    assertThat(compile(order).name()).isEqualTo("mine");
  }

  @Test
  void nothing_of_it_stays_open() throws Exception {
    compile(order(store(jar()), "1"));
    assertThat(OpenFiles.now()).noneMatch(file -> file.endsWith(".jar") && file.contains("code"));
  }

  @Test
  void its_ids_are_those_of_its_classes_however_they_are_packed() throws Exception {
    String plain = store(jar());
    String packedAgain = store(jar().withEntry("notes", new byte[9]));
    String changed =
        store(
            jar()
                .with(
                    "com.acme.Counts", JOB.replace("line + table.length", "table.length + line")));
    assertThat(plain).isNotEqualTo(packedAgain);
    assertThat(ids(plain)).isEqualTo(ids(packedAgain)).isNotEqualTo(ids(changed));
  }

  @Test
  void a_class_that_the_jar_has_not_is_refused_naming_those_it_may_be() throws Exception {
    String sha256 = store(jar());
    JobOrder wrong = new JobOrder("com.acne.Counts", sha256, null, Map.of(), List.of(), timed());
    assertThatThrownBy(() -> compile(wrong))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("there is no class com.acne.Counts in the jar; did you mean com.acme.Counts?");
    JobOrder unlike = new JobOrder("Other", sha256, null, Map.of(), List.of(), timed());
    assertThatThrownBy(() -> compile(unlike)).hasMessage("there is no class Other in the jar");
  }

  @Test
  void a_class_that_define_needs_and_the_jar_has_not_is_named() throws Exception {
    Path whole = jar().writeTo(folder.resolve("whole.jar"));
    byte[] job = entry(whole, "com/acme/Counts.class");
    String sha256 = store(new UserJar().withEntry("com/acme/Counts.class", job));
    assertThatThrownBy(() -> compile(order(sha256, "miss")))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "job Counts can't be defined: class com.acme.Helper is missing (Counts.java:9)");
  }

  @Test
  void a_job_that_captures_too_much_is_refused_naming_the_operator() throws Exception {
    String sha256 = store(jar());
    assertThat(compile(order(sha256, "700000", "700000")).graph().stages()).hasSize(2);
    assertThatThrownBy(() -> compile(order(sha256, "700000", "900000")))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageMatching(
            "job Counts has 15\\d\\d KiB when it is compiled, more than the 1536 KiB that it may"
                + " have; most of that, 87\\d KiB, is what join captures: .*");
  }

  @Test
  void a_job_that_the_workers_would_not_read_is_refused_before_they_are_told() throws Exception {
    String sha256 = store(jar());
    assertThatThrownBy(() -> compile(order(sha256, "1", "1000001")))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "stage 0 of job Counts can't be sent to a worker: it captures too much, or too deep a"
                + " structure");
  }

  @Test
  void a_job_that_does_not_come_back_is_given_up() throws Exception {
    JobOrder hanging = order(store(jar()), "hang");
    JobCompiler impatient = new JobCompiler(library, settings(), Duration.ofMillis(50));
    assertThatThrownBy(() -> impatient.compile(hanging))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageStartingWith("the job did not describe itself within 50 ms");
  }

  @Test
  void its_code_finds_its_classes_by_the_thread_too() throws Exception {
    String sha256 = store(jar());
    assertThatThrownBy(() -> compile(order(sha256, "loader"))).hasMessageContaining("true");
  }

  @Test
  void a_jar_that_is_not_here_and_a_setting_no_job_may_have_are_refused() throws Exception {
    assertThatThrownBy(() -> compile(order("ab".repeat(32), "1")))
        .isInstanceOf(CodeRefused.class)
        .hasMessageContaining("upload it");
    JobOrder order =
        new JobOrder(
            "com.acme.Counts",
            store(jar()),
            null,
            Map.of("millrace.node.port", "1"),
            List.of(),
            timed());
    assertThatThrownBy(() -> compile(order)).isInstanceOf(SettingsException.class);
  }

  private List<?> ids(String sha256) throws CodeRefused {
    return compile(order(sha256, "1")).graph().stages().stream()
        .map(stage -> stage.binary().id())
        .toList();
  }

  private JobSubmission compile(JobOrder order) throws CodeRefused {
    return new JobCompiler(library, settings()).compile(order);
  }

  private static JobOrder order(@Nullable String sha256, String... arguments) {
    return new JobOrder("com.acme.Counts", sha256, null, Map.of(), List.of(arguments), timed());
  }

  private static UserJar jar() {
    return new UserJar()
        .with("com.acme.Counts", JOB)
        .with("com.acme.Helper", "package com.acme; class Helper {}");
  }

  private String store(UserJar jar) throws Exception {
    Path file = jar.writeTo(folder.resolve("user.jar"));
    String sha256 = UserJar.sha256(file);
    try (InputStream bytes = Files.newInputStream(file)) {
      library.store(sha256, bytes);
    }
    return sha256;
  }

  private static byte[] entry(Path jar, String name) throws Exception {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getInputStream(zip.getEntry(name)).readAllBytes();
    }
  }

  private static Measurement timed() {
    return new Measurement(1, 2);
  }

  private static MillraceSettings settings() {
    return MillraceSettings.from(ConfigFactory.empty());
  }
}
