package io.millrace.core.task;

/** Pushes each record to several steps, one after the other. */
final class FanOutStep implements Step {
  private final Step[] branches;

  FanOutStep(Step[] branches) {
    this.branches = branches;
  }

  @Override
  public void push(Object record) throws TaskException {
    for (Step branch : branches) {
      branch.push(record);
    }
  }
}
