package io.millrace.it.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The starter, copied to where nothing of this build is, and built against the artifacts as they
 * are installed.
 */
@Tag("multi-jvm")
@Timeout(300)
class StarterIT {
  /** All that a user gets on the class path by naming millrace-embedded. */
  private static final List<String> EMBEDDED =
      List.of(
          "akka-actor-typed_2.13",
          "akka-actor_2.13",
          "akka-slf4j_2.13",
          "config",
          "HdrHistogram",
          "jspecify",
          "millrace-actors",
          "millrace-config",
          "millrace-connectors",
          "millrace-core",
          "millrace-driver-node",
          "millrace-dsl",
          "millrace-embedded",
          "millrace-protocol",
          "millrace-worker-node",
          "protobuf-java",
          "scala-java8-compat_2.13",
          "scala-library",
          "slf4j-api");

  private static final List<String> LOGBACK = List.of("logback-classic", "logback-core");

  private static final String TEXT = "To be, or not\nto be: that is the question.\n";

  @Test
  void a_copy_of_the_starter_is_built_tested_and_run(@TempDir Path folder) throws Exception {
    Path starter = Path.of("").toAbsolutePath().resolveSibling("examples").resolve("starter");
    Project project = Project.copy(starter, folder.resolve("starter"));
    Path place = Files.createDirectory(folder.resolve("repository"));
    try (LocalRepository repository = LocalRepository.in(place)) {
      build(project, repository);
      run(project);
    }
  }

  private static void build(Project project, LocalRepository repository) throws Exception {
    assertThat(project.pack(repository))
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(classesOf(project.folder().resolve("target/word-count.jar")))
        .containsExactly("com/example/WordCount.class");
    assertThat(project.artifacts())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EMBEDDED, LOGBACK).flatMap(List::stream).toList());
  }

  private static void run(Project project) throws Exception {
    Files.writeString(project.folder().resolve("in.txt"), TEXT);
    Command run = Command.run(project.folder(), main(project.classPath(), "in=in.txt", "out=out"));
    assertThat(run).isEqualTo(new Command(0, "", ""));
    assertThat(totals(project.folder().resolve("out")))
        .containsOnly(
            entry("to", 2L),
            entry("be", 2L),
            entry("or", 1L),
            entry("not", 1L),
            entry("that", 1L),
            entry("is", 1L),
            entry("the", 1L),
            entry("question", 1L));
  }

  private static List<String> classesOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }
  }

  /** As the starter's README says, without any flag of the JVM's. */
  private static List<String> main(List<Path> classPath, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-cp");
    words.add(
        Stream.concat(Stream.of(Path.of("target", "classes")), classPath.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    words.add("com.example.WordCount");
    words.addAll(List.of(arguments));
    return words;
  }

  private static Map<String, Long> totals(Path directory) throws IOException {
    Map<String, Long> totals = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "part-*")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          String[] pair = line.split("\t");
          totals.merge(pair[0], Long.valueOf(pair[1]), Long::sum);
        }
      }
    }
    return totals;
  }
}
