package io.millrace.examples;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sink;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.Millrace;
import java.util.List;
import java.util.Locale;

/**
 * How often each word comes in each batch, the first example of every engine. It has two stages:
 * words are counted where they were received, and the counts of a word meet behind a shuffle.
 *
 * <pre>
 *  nc -lk 9999                                          a terminal to type words in
 *  java -cp ... io.millrace.examples.WordCount in=localhost:9999 [out=DIR]
 * </pre>
 *
 * <p>Counts are on the console, or in files of DIR. The README has the whole command.
 */
public final class WordCount implements StreamJob {
  @Override
  public void define(StreamContext context) {
    List<String> sources = List.of(context.argument("in").split(","));
    String directory = context.argument("out", "");
    Sink<Object> sink = directory.isEmpty() ? Sinks.console() : Sinks.file(directory);
    context
        .source(Sources.sockets(sources), Decoders.lines())
        .flatMap(WordCount::words)
        .keyBy(word -> word)
        .count()
        .to(sink);
  }

  private static List<String> words(String line) {
    String text = line.toLowerCase(Locale.ROOT).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** Runs it in this process until it fails or the process is ended. */
  public static void main(String[] arguments) {
    System.exit(Millrace.runAlone(new WordCount(), arguments));
  }
}
