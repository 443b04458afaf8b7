package io.millrace.it.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Program;
import io.millrace.testkit.UserJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The jar of a job on its way to the workers, which have nothing of it but that. */
@Tag("multi-jvm")
@Timeout(180)
class SubmittedJarIT {
  private static final int REFUSED = 2;
  private static final List<String> LINES =
      IntStream.range(0, 5_000).mapToObj(number -> "line " + number).toList();

  @RegisterExtension static final Processes processes = new Processes();
  @TempDir private static Path folder;

  /** Both classes of a job, of which the driver has the one and its jar the other. */
  private static Path whole;

  @BeforeAll
  static void start() throws IOException {
    whole =
        new UserJar()
            .with("com.acme.Base", BASE)
            .with("com.acme.Shouts", SHOUTS)
            .writeTo(folder.resolve("whole.jar"));
    Path ofDriver = without("com/acme/Shouts").writeTo(folder.resolve("of-driver.jar"));
    processes.start(folder, 2, "-Xbootclasspath/a:" + ofDriver);
  }

  @Test
  void a_job_runs_on_workers_that_know_its_classes_from_its_jar_alone() throws Exception {
    Path input = Files.write(folder.resolve("input"), LINES);
    Path jar = UserJobs.copy("> ").writeTo(folder.resolve("copy.jar"));
    Path output = folder.resolve("output");
    Program submit = submit(jar, "com.acme.Copy", input.toString(), output.toString());
    assertThat(submit.out()).singleElement().asString().matches("job \\d (.Copy.) runs");

    Program watch = processes.run("job", "Copy");
    assertThat(watch.awaitEnd()).isZero();
    assertThat(lines(output)).isEqualTo(LINES.stream().map(line -> "> " + line).toList());
    String stored = UserJar.sha256(jar) + ".jar";
    for (String node : List.of("driver", "worker-1", "worker-2")) {
      assertThat(folder.resolve(node).resolve("code/0").resolve(stored))
          .hasSameBinaryContentAs(jar);
    }
  }

  @Test
  void a_jar_that_lacks_a_class_that_the_driver_has_is_refused_in_the_workers_words()
      throws Exception {
    Path jar = without("com/acme/Base").writeTo(folder.resolve("shouts.jar"));
    Program submit = submit(jar, "com.acme.Shouts");
    assertThat(submit.awaitEnd()).isEqualTo(REFUSED);
    assertThat(Processes.refusal(submit))
        .matches(
            "millrace: job Shouts was refused: worker-\\w+ can't load the job: stage 0 of job"
                + " Shouts does not load on worker worker-\\w+: class com.acme.Base is missing;"
                + " the worker needs the classes that the job was compiled with");
    assertThat(processes.run("jobs").out()).anyMatch(line -> line.matches(".* Shouts +failed .*"));
  }

  @Test
  void a_jar_that_the_drivers_disk_has_spoilt_is_refused_by_the_workers() throws Exception {
    Path jar = commented(UserJobs.copy("! ").writeTo(folder.resolve("spoilt.jar")));
    String sha256 = UserJar.sha256(jar);
    assertThat(put(jar, sha256)).isEqualTo(201);
    Path stored = folder.resolve("driver/code/0").resolve(sha256 + ".jar");
    byte[] bytes = Files.readAllBytes(stored);
    bytes[bytes.length - 1] ^= 1; // the comment of the archive: every reader still takes it
    Files.write(stored, bytes);

    Program submit = submit(jar, "com.acme.Copy", "/dev/null", folder.toString());
    assertThat(submit.awaitEnd()).isEqualTo(REFUSED);
    assertThat(Processes.refusal(submit))
        .contains("can't load the job: the jar arrived damaged: its SHA-256 is ")
        .endsWith(" instead of " + sha256 + "; send it again");
    for (String worker : List.of("worker-1", "worker-2")) {
      assertThat(folder.resolve(worker).resolve("code/0"))
          .isDirectoryNotContaining("glob:**/" + sha256.substring(0, 12) + "*");
    }
  }

  private static Program submit(Path jar, String className, String... arguments)
      throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("submit", jar.toString()));
    command.addAll(List.of("--class", className));
    command.addAll(List.of(arguments));
    return processes.run(command.toArray(String[]::new));
  }

  private static final String BASE =
      """
      package com.acme;
      public class Base {
        public static String shout(String line) { return line.toUpperCase(); }
      }
      """;

  private static final String SHOUTS =
      """
      package com.acme;
      import io.millrace.dsl.*;
      public final class Shouts extends Base implements StreamJob {
        public void define(StreamContext context) {
          context.source(Sources.of("a"), Decoders.lines())
              .map(line -> shout(line)).to(Sinks.console());
        }
      }
      """;

  private static UserJar without(String prefix) throws IOException {
    UserJar rest = new UserJar();
    try (ZipFile zip = new ZipFile(whole.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        if (!entry.getName().startsWith(prefix)) {
          rest.withEntry(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return rest;
  }

  /** With a comment of one byte at its end. */
  private static Path commented(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length - 2] = 1; // the length of the comment
    longer[bytes.length] = 'x';
    return Files.write(jar, longer);
  }

  private static int put(Path jar, String sha256) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + processes.http() + "/api/v1/code/" + sha256))
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofFile(jar))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static List<String> lines(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
      List<String> lines = new ArrayList<>();
      for (Path part : parts) {
        lines.addAll(Files.readAllLines(part));
      }
      return lines;
    }
  }
}
