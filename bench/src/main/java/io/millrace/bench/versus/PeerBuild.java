package io.millrace.bench.versus;

import io.millrace.launcher.process.ProcessFailure;
import io.millrace.launcher.run.Screen;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A peer's sources, and what is built of them when it is missing or older than they are. */
public final class PeerBuild {
  private static final String SHARED = "work";

  private final Path folder;
  private final Peer peer;
  private final Path home;

  /**
   * A peer that can be built.
   *
   * @param folder {@code bench/peers} of a source tree
   * @throws IllegalArgumentException with a sentence when it is none
   */
  public PeerBuild(Path folder, Peer peer) {
    this.folder = folder;
    this.peer = peer;
    this.home = folder.resolve(peer.word());
    if (!Files.isRegularFile(home.resolve("pom.xml"))) {
      throw new IllegalArgumentException(
          "--peers %s: there is no %s/pom.xml; it must be bench/peers of Millrace's sources"
              .formatted(folder, peer.word()));
    }
  }

  Peer peer() {
    return peer;
  }

  /**
   * Builds it, unless that was done since its sources changed.
   *
   * @throws ProcessFailure when it can't be built
   */
  void build(Screen screen) throws IOException, InterruptedException {
    if (isBuilt()) {
      return;
    }
    screen.live("building %s (once)...".formatted(peer.word()));
    Instant before = Instant.now(); // what is edited meanwhile is built next time
    Files.createDirectories(log().getParent());
    Files.deleteIfExists(stamp());
    Process maven = startMaven();
    try {
      if (maven.waitFor() != 0) {
        throw new ProcessFailure(
            "%s can't be built, for which Maven needs Maven Central once; %s has its output"
                .formatted(peer.word(), log()));
      }
    } finally {
      maven.destroy();
    }
    Files.createFile(stamp());
    Files.setLastModifiedTime(stamp(), FileTime.from(before));
  }

  private Process startMaven() {
    List<String> command =
        List.of(
            "mvn",
            "-B",
            "-q",
            "-Dstyle.color=never",
            "-f",
            folder.resolve("pom.xml").toString(),
            "-pl",
            peer.word(),
            "-am",
            "package");
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log().toFile())
          .start();
    } catch (IOException e) {
      throw new ProcessFailure(
          "%s can't be built, mvn can't be run: %s".formatted(peer.word(), e.getMessage()));
    }
  }

  private boolean isBuilt() throws IOException {
    if (!Files.exists(stamp())) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(stamp());
    for (Path sources : List.of(folder.resolve("pom.xml"), folder.resolve(SHARED), home)) {
      if (isNewer(sources, built)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNewer(Path sources, FileTime built) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> !sources.relativize(file).startsWith("target"))
          .filter(Files::isRegularFile)
          .anyMatch(file -> file.toFile().lastModified() > built.toMillis());
    }
  }

  private Path stamp() {
    return target().resolve("built");
  }

  private Path log() {
    return target().resolve("build.log");
  }

  /** Where it keeps what is no source. */
  Path target() {
    return home.resolve("target");
  }

  /** The class path of what was built. */
  String classPath() throws IOException {
    Path jar = target().resolve("millrace-peers-" + peer.word() + ".jar");
    return jar + File.pathSeparator + Files.readString(target().resolve("classpath.txt")).strip();
  }

  /** The flags that it needs of a JVM. */
  List<String> flags() throws IOException {
    try (Stream<String> lines = Files.lines(home.resolve("jvm.options"))) {
      return lines.filter(line -> line.startsWith("-")).toList();
    }
  }
}
