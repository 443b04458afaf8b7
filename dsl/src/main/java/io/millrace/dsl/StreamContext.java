package io.millrace.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry to a job's description. A job has one source (of one or more splits), any number of
 * operators and one sink.
 */
public final class StreamContext {
  private final String job;
  private @Nullable DStream<?> source;
  private @Nullable LogicalPlan plan;

  public StreamContext(String job) {
    this.job = job;
  }

  /**
   * The stream of the records of a source.
   *
   * @throws JobDefinitionException when the job has a source already
   */
  public <T> DStream<T> source(Source source, Decoder<T> decoder) {
    if (this.source != null) {
      throw new JobDefinitionException(
          "job " + job + " has two sources; a job has one source, which may have several splits");
    }
    DStream<T> stream = new DStream<>(this, source, decoder, List.of(), decoder.isView());
    this.source = stream;
    return stream;
  }

  /**
   * What the job described.
   *
   * @throws JobDefinitionException when there is no source, or a source without a sink
   */
  public LogicalPlan plan() {
    if (plan == null) {
      throw new JobDefinitionException(
          source == null
              ? "job " + job + " has no source; start with context.source(..)"
              : "job " + job + " has a source without a sink; end it with .to(..)");
    }
    return plan;
  }

  String job() {
    return job;
  }

  void close(LogicalPlan finished) {
    if (plan != null) {
      throw new JobDefinitionException("job " + job + " has two sinks; a job has one sink");
    }
    plan = finished;
  }
}
