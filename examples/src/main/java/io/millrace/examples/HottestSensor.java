package io.millrace.examples;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.launcher.EmbeddedMillrace;
import io.millrace.launcher.JobFailedException;
import io.millrace.launcher.JobHandle;
import io.millrace.launcher.Millrace;
import java.time.Duration;

/**
 * The highest reading of each sensor in each batch. Records are objects of one's own here: lines
 * such as {@code boiler-3 71.5} become {@link Reading}s, and two readings of a sensor become one.
 *
 * <pre>
 *  nc -lk 9999                a terminal to type readings in
 *  HottestSensor localhost 9999
 * </pre>
 */
public final class HottestSensor implements StreamJob {
  private final String host;
  private final int port;

  /** The job that reads from a server. */
  public HottestSensor(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public void define(StreamContext context) {
    context
        .source(Sources.socket(host, port), Decoders.lines())
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
    if (arguments.length != 2) {
      System.err.println("usage: HottestSensor HOST PORT");
      return;
    }
    int port = Integer.parseInt(arguments[1]);
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job = millrace.run(new HottestSensor(arguments[0], port));
      job.awaitEnd(Duration.ofDays(365));
      job.result();
    } catch (JobFailedException e) {
      System.err.println(e.getMessage());
    }
  }
}
