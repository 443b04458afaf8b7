package io.millrace.examples;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sink;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.Millrace;
import java.util.List;
import java.util.Locale;

/**
 * How often each word comes in each batch, the first example of every engine. It has two stages:
 * words are counted where they were received, and the counts of a word meet behind a shuffle.
 *
 * <pre>
 *  nc -lk 9999                                          a terminal to type words in
 *  java -cp ... io.millrace.examples.WordCount localhost:9999 [DIR]
 * </pre>
 *
 * <p>Counts are on the console, or in files of DIR. The README has the whole command.
 */
public final class WordCount implements StreamJob {
  private final List<String> sources;
  private final Sink<Object> sink;

  /**
   * The job from its arguments.
   *
   * @param arguments where lines come from, {@code host:port}, and the folder that results go to;
   *     without the latter they go to the console
   */
  public WordCount(String[] arguments) {
    sources = List.of(arguments[0].split(","));
    sink = arguments.length > 1 ? Sinks.file(arguments[1]) : Sinks.console();
  }

  @Override
  public void define(StreamContext context) {
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
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: WordCount HOST:PORT[,HOST:PORT...] [DIR]");
      System.exit(2);
    }
    System.exit(Millrace.runAlone(new WordCount(arguments)));
  }
}
