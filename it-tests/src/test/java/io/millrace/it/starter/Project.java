package io.millrace.it.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A Maven project of a user's, in a folder where nothing of this build is. */
record Project(Path folder) {
  /**
   * Copies one, without what a build has left there.
   *
   * @param folder does not exist yet
   */
  static Project copy(Path original, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = original.relativize(file);
        if (!name.startsWith("target")) {
          Path copy = folder.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return new Project(folder);
  }

  /** {@code mvn package}, which must succeed; what it printed. */
  String pack(LocalRepository repository) throws IOException, InterruptedException {
    String option = "-Dmaven.repo.local=" + repository.folder();
    Command build = Command.run(folder, List.of("mvn", "-B", option, "package"));
    assertThat(build.exitCode()).as(build.out()).isZero();
    return build.out();
  }

  /** What it was compiled against, as the build wrote it down. */
  List<Path> classPath() throws IOException {
    String text = Files.readString(folder.resolve("target").resolve("classpath.txt"));
    return Arrays.stream(text.split(File.pathSeparator)).map(Path::of).toList();
  }

  /** The same by the names of the artifacts. */
  List<String> artifacts() throws IOException {
    return classPath().stream().map(Project::artifact).toList();
  }

  /** In a repository, an artifact's files are in a folder of its version, in one of its name. */
  private static String artifact(Path jar) {
    return jar.getParent().getParent().getFileName().toString();
  }
}
