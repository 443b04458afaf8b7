package io.millrace.examples;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.Millrace;
import java.util.List;

/**
 * The highest reading of each sensor in each batch. Records are objects of one's own here: lines
 * such as {@code boiler-3 71.5} become {@link Reading}s, and two readings of a sensor become one.
 *
 * <pre>
 *  nc -lk 9999                                          a terminal to type readings in
 *  java -cp ... io.millrace.examples.HottestSensor localhost:9999
 * </pre>
 *
 * <p>The README has the whole command.
 */
public final class HottestSensor implements StreamJob {
  private final String source;

  /**
   * The job from its arguments.
   *
   * @param arguments where readings come from, {@code host:port}
   */
  public HottestSensor(String[] arguments) {
    source = arguments[0];
  }

  @Override
  public void define(StreamContext context) {
    context
        .source(Sources.sockets(List.of(source)), Decoders.lines())
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
    if (arguments.length != 1) {
      System.err.println("usage: HottestSensor HOST:PORT");
      System.exit(2);
    }
    System.exit(Millrace.runAlone(new HottestSensor(arguments)));
  }
}
