package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;

/** Counts records in front of a shuffle, without an object a record. */
final class CountStep implements LastStep {
  private final String name;
  private final OwnCodecs codecs;
  private long records;

  CountStep(String name, OwnCodecs codecs) {
    this.name = name;
    this.codecs = codecs;
  }

  @Override
  public void push(Object record) {
    records++;
  }

  @Override
  public TaskResult.Output finish(int partitions) throws TaskException {
    PairWriter pairs = new PairWriter(partitions, codecs);
    try {
      if (records > 0) {
        pairs.write(Aggregation.Counted.KEY, records);
      }
    } catch (ValueException e) {
      throw TaskException.of(ErrorCategory.INTERNAL, name, e);
    }
    records = 0;
    return TaskResult.Output.shuffled(pairs.payloads());
  }

  @Override
  public void discard() {
    records = 0;
  }
}
