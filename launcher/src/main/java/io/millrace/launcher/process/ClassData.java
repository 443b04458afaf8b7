package io.millrace.launcher.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The archive of our classes as a JVM has read and checked them, with which nodes start faster. It
 * is of use to the very JVM that made it, with the very jars it was made from; so it is made where
 * it is used, and bin/millrace gives it a name that holds both. Without it everything works as
 * well, so whatever goes wrong with it is not worth a word.
 */
public final class ClassData {
  /** What bin/millrace sets: where the archive is, or would be. */
  private static final String FILE = "MILLRACE_CLASS_DATA";

  /** A JVM that the archive does not fit would say so, and go on without it. */
  private static final String QUIETLY = "-Xlog:cds*=off";

  private static final long PATIENCE_SECONDS = 60;

  private ClassData() {}

  /** What a JVM is to be told of it. */
  static List<String> flags() {
    String file = System.getenv(FILE);
    return file != null && Files.isReadable(Path.of(file))
        ? List.of("-XX:SharedArchiveFile=" + file, QUIETLY)
        : List.of();
  }

  /**
   * Makes it, unless it is there; takes seconds.
   *
   * @param rehearsal a main that starts and ends nodes
   */
  public static void makeIfMissing(String rehearsal) throws InterruptedException {
    String file = System.getenv(FILE);
    if (file != null && !Files.exists(Path.of(file))) {
      try {
        make(rehearsal, Path.of(file).toAbsolutePath());
      } catch (IOException e) {
        // Nodes start without it.
      }
    }
  }

  private static void make(String rehearsal, Path file) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Path made = file.resolveSibling("making-" + ProcessHandle.current().pid());
    try {
      if (rehearse(rehearsal, made)) {
        deleteOlder(file);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static boolean rehearse(String rehearsal, Path made)
      throws IOException, InterruptedException {
    List<String> flags = List.of("-XX:ArchiveClassesAtExit=" + made, QUIETLY);
    Map<String, String> anyPorts = Map.of("millrace.node.port", "0", "millrace.http.port", "0");
    Process process =
        new ProcessBuilder(JavaCommand.node(flags, rehearsal, anyPorts, List.of()))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
          && process.exitValue() == 0
          && Files.isReadable(made);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Those of the same Java with other jars, which are gone. */
  private static void deleteOlder(Path file) throws IOException {
    String name = file.getFileName().toString();
    String sameJava = name.substring(0, name.lastIndexOf('-') + 1) + "*.jsa";
    try (DirectoryStream<Path> older = Files.newDirectoryStream(file.getParent(), sameJava)) {
      for (Path each : older) {
        Files.delete(each);
      }
    }
  }
}
