package io.millrace.examples;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.Millrace;
import java.util.List;

/**
 * The highest reading of each sensor in each batch. Records are objects of one's own here: lines
 * such as {@code boiler-3 71.5} become {@link Reading}s, and two readings of a sensor become one.
 *
 * <pre>
 *  nc -lk 9999                                          a terminal to type readings in
 *  java -cp ... io.millrace.examples.HottestSensor in=localhost:9999
 * </pre>
 *
 * <p>The README has the whole command.
 */
public final class HottestSensor implements StreamJob {
  @Override
  public void define(StreamContext context) {
    context
        .source(Sources.sockets(List.of(context.argument("in"))), Decoders.lines())
        .map(Reading::parse)
        .keyBy(Reading::sensor)
        .reduce(Reading::max)
        .map(hottest -> hottest.value())
        .to(Sinks.console());
  }

  /** What a sensor said. */
  record Reading(String sensor, double celsius) {
    static Reading parse(String line) {
      int blank = line.indexOf(' ');
      return new Reading(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
    }

    Reading max(Reading other) {
      return celsius >= other.celsius ? this : other;
    }

    @Override
    public String toString() {
      return sensor + " " + celsius;
    }
  }

  /** Runs it in this process until it fails or the process is ended. */
  public static void main(String[] arguments) {
    System.exit(Millrace.runAlone(new HottestSensor(), arguments));
  }
}
