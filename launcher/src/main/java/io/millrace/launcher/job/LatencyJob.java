package io.millrace.launcher.job;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.ArrayList;
import java.util.List;

/**
 * The job of the demo, an ordinary one: reads stamped records, looks at every one, and has the sink
 * count them and check that each came once.
 */
public final class LatencyJob implements StreamJob {
  private static final String SOURCE = "source=";
  private static final String RECORD_BYTES = "record-bytes=";

  private final List<String> sources;
  private final int recordBytes;

  /**
   * The job with its sources.
   *
   * @param sources {@code host:port}, a receiver each
   * @param recordBytes length of a record with its newline
   */
  public LatencyJob(List<String> sources, int recordBytes) {
    this.sources = List.copyOf(sources);
    this.recordBytes = recordBytes;
  }

  /**
   * The job from its arguments.
   *
   * @throws JobDefinitionException for one that is neither {@code source=host:port} nor {@code
   *     record-bytes=N}
   */
  public LatencyJob(String[] arguments) {
    List<String> endpoints = new ArrayList<>();
    int bytes = 20;
    for (String argument : arguments) {
      if (argument.startsWith(SOURCE)) {
        endpoints.add(argument.substring(SOURCE.length()));
      } else {
        bytes = recordBytes(argument);
      }
    }
    this.sources = List.copyOf(endpoints);
    this.recordBytes = bytes;
  }

  private static int recordBytes(String argument) {
    try {
      if (argument.startsWith(RECORD_BYTES)) {
        return Integer.parseInt(argument.substring(RECORD_BYTES.length()));
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw new JobDefinitionException(
        "argument " + argument + " is neither source=host:port nor record-bytes=N");
  }

  /** What makes the same job in another process. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    sources.forEach(source -> arguments.add(SOURCE + source));
    arguments.add(RECORD_BYTES + recordBytes);
    return arguments;
  }

  @Override
  public void define(StreamContext context) {
    context.source(Sources.sockets(sources), Decoders.stamped(recordBytes)).to(Sinks.latency());
  }
}
