package io.millrace.config;

/**
 * {@code millrace.shuffle}.
 *
 * @param partitions partitions of each shuffle by key
 */
public record ShuffleSettings(int partitions) {

  public ShuffleSettings {
    Range.count("millrace.shuffle.partitions", partitions, 1, 1024);
  }
}
