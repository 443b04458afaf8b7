package io.millrace.it.cluster;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.List;

/** How often each word comes in a batch. */
public final class WordCount implements StreamJob {
  private final String source;
  private final String directory;

  /** Takes {@code host:port} and the directory of the output. */
  public WordCount(String[] arguments) {
    source = arguments[0];
    directory = arguments[1];
  }

  @Override
  public void define(StreamContext context) {
    context
        .source(Sources.sockets(List.of(source)), Decoders.lines())
        .flatMap(line -> List.of(line.split(" ")))
        .keyBy(word -> word)
        .count()
        .to(Sinks.file(directory));
  }
}
