package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;

/** Counts records in front of a shuffle, without an object a record. */
final class CountStep implements LastStep {
  private final String name;
  private long records;

  CountStep(String name) {
    this.name = name;
  }

  @Override
  public void push(Object record) {
    records++;
  }

  @Override
  public TaskResult.Output finish(int partitions) throws TaskException {
    PairWriter pairs = new PairWriter(partitions);
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
