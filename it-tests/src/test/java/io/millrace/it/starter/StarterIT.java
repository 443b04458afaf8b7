package io.millrace.it.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    Path project = copyOfStarter(Files.createDirectory(folder.resolve("starter")));
    Path place = Files.createDirectory(folder.resolve("repository"));
    try (LocalRepository repository = LocalRepository.in(place)) {
      build(project, repository);
      run(project);
    }
  }

  private static void build(Path project, LocalRepository repository) throws Exception {
    String option = "-Dmaven.repo.local=" + repository.folder();
    Command build = Command.run(project, List.of("mvn", "-B", option, "package"));
    assertThat(build.exitCode()).as(build.out()).isZero();
    assertThat(build.out()).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(classesOf(project.resolve("target/word-count.jar")))
        .containsExactly("com/example/WordCount.class");
    assertThat(classPathOf(project).stream().map(StarterIT::artifact))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EMBEDDED, LOGBACK).flatMap(List::stream).toList());
  }

  private static void run(Path project) throws Exception {
    Files.writeString(project.resolve("in.txt"), TEXT);
    Command run = Command.run(project, main(classPathOf(project), "in=in.txt", "out=out"));
    assertThat(run).isEqualTo(new Command(0, "", ""));
    assertThat(totals(project.resolve("out")))
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

  /** Without what a build leaves there. */
  private static Path copyOfStarter(Path folder) throws IOException {
    Path starter = Path.of("").toAbsolutePath().resolveSibling("examples").resolve("starter");
    try (Stream<Path> files = Files.walk(starter)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = starter.relativize(file);
        if (!name.startsWith("target")) {
          Path copy = folder.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return folder;
  }

  private static List<String> classesOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }
  }

  private static List<Path> classPathOf(Path project) throws IOException {
    String text = Files.readString(project.resolve("target").resolve("classpath.txt"));
    return Arrays.stream(text.split(File.pathSeparator)).map(Path::of).toList();
  }

  /** In a repository, an artifact's files are in a folder of its version, in one of its name. */
  private static String artifact(Path jar) {
    return jar.getParent().getParent().getFileName().toString();
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
