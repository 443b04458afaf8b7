package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that this process has open, as Linux tells. */
public final class OpenFiles {
  private OpenFiles() {}

  /** Their paths; of one that was deleted, too, with the kernel's word for that behind it. */
  public static List<String> now() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          open.add(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
          // closed meanwhile, as the one that lists them is
        }
      }
    }
    return open;
  }
}
