package io.millrace.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few KiB, so that it is soon full; it is gone when this is closed. */
public final class SmallDisk implements AutoCloseable {
  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /**
   * Mounts one; the test is left out where this process may not, as root alone may.
   *
   * @param place a directory that is made
   */
  public static SmallDisk mountedAt(Path place, int kibibytes)
      throws IOException, InterruptedException {
    Files.createDirectory(place);
    String size = "size=" + kibibytes + "k";
    int exit = run("mount", "-t", "tmpfs", "-o", size, "tmpfs", place.toString());
    assumeTrue(exit == 0, "no disk may be mounted here");
    return new SmallDisk(place);
  }

  /** Even if a file on it is still open. */
  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "--lazy", place.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
