package io.millrace.examples;

import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.Millrace;
import java.nio.file.Path;
import java.util.List;

/**
 * A job with branches: the logs of two servers become one stream, which is kept as it is in one
 * folder and counted by level, the first word of a line, in another.
 *
 * <pre>
 *  front --\         /--> DIR/lines
 *           +-- all -+
 *  back  --/         \--> levels --> DIR/levels
 * </pre>
 *
 * <pre>
 *  nc -lk 9998                                          two terminals to type lines in
 *  nc -lk 9999
 *  java -cp ... io.millrace.examples.TwoLogs localhost:9998 localhost:9999 logs
 * </pre>
 *
 * <p>The README has the whole command.
 */
public final class TwoLogs implements StreamJob {
  private final String first;
  private final String second;
  private final Path directory;

  /**
   * The job from its arguments.
   *
   * @param arguments where lines come from, twice {@code host:port}, and the folder that results go
   *     to
   */
  public TwoLogs(String[] arguments) {
    first = arguments[0];
    second = arguments[1];
    directory = Path.of(arguments[2]);
  }

  @Override
  public void define(StreamContext context) {
    DStream<String> all =
        lines(context, first).named("front").union(lines(context, second).named("back"));
    all.to(Sinks.file(directory.resolve("lines")));
    all.keyBy(TwoLogs::level).count().named("levels").to(Sinks.file(directory.resolve("levels")));
  }

  private static DStream<String> lines(StreamContext context, String source) {
    return context.source(Sources.sockets(List.of(source)), Decoders.lines());
  }

  private static String level(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }

  /** Runs it in this process until it fails or the process is ended. */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println("usage: TwoLogs HOST:PORT HOST:PORT DIR");
      System.exit(2);
    }
    System.exit(Millrace.runAlone(new TwoLogs(arguments)));
  }
}
