package io.millrace.dsl;

/**
 * See {@link Sinks#file}.
 *
 * @param directory on the worker that owns a partition
 */
public record FileSink(String directory) implements Sink<Object> {
  public FileSink {
    if (directory.isBlank()) {
      throw new JobDefinitionException("a file sink needs the name of a directory");
    }
  }

  @Override
  public SinkCollector<Object> collector() {
    return new TextCollector();
  }
}
