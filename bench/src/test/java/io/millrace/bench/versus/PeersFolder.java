package io.millrace.bench.versus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A {@code bench/peers} whose Jet is the stand-in on this class path, as if it had been built. */
public final class PeersFolder {
  private PeersFolder() {}

  /**
   * Makes one.
   *
   * @param options lines of its {@code jvm.options}
   */
  public static Path in(Path folder, String... options) throws IOException {
    Path jet = Files.createDirectories(folder.resolve("jet"));
    Files.createDirectories(folder.resolve("work"));
    Files.writeString(folder.resolve("pom.xml"), "no pom");
    Files.writeString(jet.resolve("pom.xml"), "no pom");
    Files.writeString(jet.resolve("jvm.options"), "# flags\n" + String.join("\n", options));
    Path target = Files.createDirectories(jet.resolve("target"));
    Files.writeString(target.resolve("classpath.txt"), System.getProperty("java.class.path"));
    Files.createFile(target.resolve("built"));
    Files.setLastModifiedTime(
        target.resolve("built"), FileTime.from(Instant.now().plusSeconds(60)));
    return folder;
  }
}
