package io.millrace.dsl;

/** Where a branch of a job ends: one of its sinks. */
public final class StreamEnd {
  private final StreamContext context;
  private final int place;

  StreamEnd(StreamContext context, int place) {
    this.context = context;
    this.place = place;
  }

  /**
   * Names the sink, as messages about it and the job's status will. Names of a job must differ; a
   * file sink finds what it wrote before by its name.
   */
  public StreamEnd named(String name) {
    context.name(place, name);
    return this;
  }
}
