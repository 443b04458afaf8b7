package io.millrace.dsl;

import java.time.Duration;
import java.util.List;

/**
 * See {@link Sources#directory}; one split.
 *
 * @param directory on the worker that reads it
 * @param following whether the newest file is followed as it grows
 * @param pollInterval how often the directory is looked at
 */
public record DirectorySource(String directory, boolean following, Duration pollInterval)
    implements Source {
  public DirectorySource {
    if (directory.isBlank()) {
      throw new JobDefinitionException("a directory source needs the name of a directory");
    }
    if (pollInterval.compareTo(Duration.ofMillis(1)) < 0
        || pollInterval.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new JobDefinitionException(
          "directory source " + directory + ": the poll interval must lie in 1 ms..1 min");
    }
  }

  /**
   * Follows the newest file as it grows, from its beginning. When another file comes, the one
   * before is read to its end and left. Files older than the newest are not read.
   */
  public DirectorySource tail() {
    return new DirectorySource(directory, true, pollInterval);
  }

  /**
   * Looks at the directory this often; every 20 ms unless said.
   *
   * @param interval 1 ms to 1 min
   * @throws JobDefinitionException when it is out of range
   */
  public DirectorySource every(Duration interval) {
    return new DirectorySource(directory, following, interval);
  }

  @Override
  public List<String> splits() {
    return List.of(directory);
  }
}
