package io.millrace.dsl;

import java.util.regex.Pattern;

/**
 * See {@link Sinks#file}.
 *
 * @param directory on the worker that owns a partition
 * @param prefix of the names of the files
 * @param segmentBytes a file that has reached this size is followed by the next
 */
public record FileSink(String directory, String prefix, long segmentBytes) implements Sink<Object> {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  public FileSink {
    if (directory.isBlank()) {
      throw new JobDefinitionException("a file sink needs the name of a directory");
    }
    if (!PREFIX.matcher(prefix).matches()) {
      throw new JobDefinitionException(
          "file sink %s: the prefix \"%s\" must consist of letters, digits, _, . and -, and start"
                  .formatted(directory, prefix)
              + " with none of the last two");
    }
    if (segmentBytes < 1) {
      throw new JobDefinitionException(
          "file sink %s: segments of %d bytes; they must have at least 1"
              .formatted(directory, segmentBytes));
    }
  }

  /**
   * The same with another name instead of {@code part}: sinks that share a directory need names
   * that differ.
   *
   * @param other letters, digits, {@code _}, {@code .} and {@code -}
   * @throws JobDefinitionException when it is not of that form
   */
  public FileSink withPrefix(String other) {
    return new FileSink(directory, other, segmentBytes);
  }

  /**
   * The same with files of about another size instead of 64 MiB. No batch is spread over two files,
   * so a file may exceed it by a batch.
   *
   * @throws JobDefinitionException when it is less than 1
   */
  public FileSink withSegmentBytes(long bytes) {
    return new FileSink(directory, prefix, bytes);
  }

  @Override
  public SinkCollector<Object> collector() {
    return SinkCollector.text();
  }
}
