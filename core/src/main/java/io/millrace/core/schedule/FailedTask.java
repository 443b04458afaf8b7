package io.millrace.core.schedule;

import io.millrace.core.model.TaskFailure;

/**
 * A task that has failed for good.
 *
 * @param last why its last attempt failed
 * @param times how many of its attempts failed
 */
public record FailedTask(TaskFailure last, int times) {
  @Override
  public String toString() {
    return last.operator() + " failed " + times + " times";
  }
}
