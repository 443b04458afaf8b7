package io.millrace.examples;

import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.Millrace;
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
 *  java -cp ... io.millrace.examples.TwoLogs front=localhost:9998 back=localhost:9999 out=logs
 * </pre>
 *
 * <p>The README has the whole command.
 */
public final class TwoLogs implements StreamJob {
  @Override
  public void define(StreamContext context) {
    DStream<String> all = lines(context, "front").union(lines(context, "back"));
    Path directory = Path.of(context.argument("out"));
    all.to(Sinks.file(directory.resolve("lines")));
    all.keyBy(TwoLogs::level).count().named("levels").to(Sinks.file(directory.resolve("levels")));
  }

  private static DStream<String> lines(StreamContext context, String server) {
    List<String> address = List.of(context.argument(server));
    return context.source(Sources.sockets(address), Decoders.lines()).named(server);
  }

  private static String level(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }

  /** Runs it in this process until it fails or the process is ended. */
  public static void main(String[] arguments) {
    System.exit(Millrace.runAlone(new TwoLogs(), arguments));
  }
}
