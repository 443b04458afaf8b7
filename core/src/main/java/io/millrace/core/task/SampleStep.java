package io.millrace.core.task;

import io.millrace.dsl.Operator;

/** Keeps a part of the records, drawn from a generator that begins anew with each task. */
final class SampleStep implements Step {
  private final Operator.Sample operator;
  private final Step next;
  private SplitMix random = new SplitMix(0);

  SampleStep(Operator.Sample operator, Step next) {
    this.operator = operator;
    this.next = next;
  }

  @Override
  public void beginTask(long taskSeed) {
    random = new SplitMix(operator.seed() ^ taskSeed);
  }

  @Override
  public void push(Object record) throws TaskException {
    if (random.next() < operator.fraction()) {
      next.push(record);
    }
  }
}
