package com.example;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.Millrace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How often each word comes in each batch of a file. */
public final class WordCount implements StreamJob {
  @Override
  public void define(StreamContext context) {
    context
        .source(Sources.file(context.argument("in")), Decoders.lines())
        .flatMap(WordCount::words)
        .keyBy(word -> word)
        .count()
        .to(Sinks.file(context.argument("out")));
  }

  private static List<String> words(String line) {
    return Arrays.stream(line.toLowerCase(Locale.ROOT).split("\\W+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Runs the job in this process, to its end: {@code in=FILE out=DIRECTORY}. */
  public static void main(String[] arguments) {
    System.exit(Millrace.runAlone(new WordCount(), arguments));
  }
}
