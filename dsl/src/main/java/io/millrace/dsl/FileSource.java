package io.millrace.dsl;

import java.util.List;

/**
 * See {@link Sources#file}; one split a file.
 *
 * @param paths on the workers
 * @param following whether the files are read on as they grow
 */
public record FileSource(List<String> paths, boolean following) implements Source {
  public FileSource {
    paths = List.copyOf(paths);
    if (paths.isEmpty() || paths.stream().anyMatch(String::isBlank)) {
      throw new JobDefinitionException("a file source needs the names of its files");
    }
  }

  /**
   * The same files, each from its beginning and then on as it grows, without end. A file that is
   * replaced by another of its name, or cut to nothing, as logs are when they are rotated, is read
   * again from the beginning; what was written to the old one after its last read is not seen.
   */
  public FileSource tail() {
    return new FileSource(paths, true);
  }

  @Override
  public List<String> splits() {
    return paths;
  }

  @Override
  public boolean isBounded() {
    return !following;
  }
}
