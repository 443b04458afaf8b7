package io.millrace.it.text;

import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.testkit.UserJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The jobs of these tests. Each takes the file {@code in} and the directory {@code out}. */
final class TextJobs {
  static final int TOP = 10;

  /** The longest word first; of equally long ones that which comes first in a dictionary. */
  static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private TextJobs() {}

  /** They as a user would bring them. */
  static Path jar(Path file) throws IOException {
    UserJar jar = new UserJar();
    for (Class<?> type : List.of(TextJobs.class, WordCount.class, LongestWords.class)) {
      String entry = type.getName().replace('.', '/') + ".class";
      try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
        jar.withEntry(entry, bytes.readAllBytes());
      }
    }
    return jar.writeTo(file);
  }

  private static DStream<String> words(StreamContext context) {
    return context
        .source(Sources.file(context.argument("in")), Decoders.lines())
        .flatMap(line -> List.of(line.split(" ")));
  }

  /** How often each word comes in each batch. */
  public static final class WordCount implements StreamJob {
    @Override
    public void define(StreamContext context) {
      words(context).keyBy(word -> word).count().to(Sinks.file(context.argument("out")));
    }
  }

  /** The longest words of each batch. */
  public static final class LongestWords implements StreamJob {
    @Override
    public void define(StreamContext context) {
      words(context)
          .distinct()
          .topK(TOP, (a, b) -> LONGEST_FIRST.compare(b, a))
          .flatMap(top -> top)
          .to(Sinks.file(context.argument("out")));
    }
  }
}
