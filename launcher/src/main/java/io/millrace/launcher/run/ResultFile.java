package io.millrace.launcher.run;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where a result goes for programs. */
public final class ResultFile {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "where to write the result for programs")
  private @Nullable Path json;

  /**
   * The file; null where none is wanted.
   *
   * @throws IllegalArgumentException with a sentence when it can't be made
   */
  public @Nullable Path checked() {
    if (json != null && !canBeMade(json)) {
      throw new IllegalArgumentException("--json " + json + ": there is no such folder");
    }
    return json;
  }

  private static boolean canBeMade(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder) && !Files.isDirectory(file);
  }
}
