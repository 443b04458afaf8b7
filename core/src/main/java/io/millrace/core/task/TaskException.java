package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.TaskFailure;

/** A run of a task failed; says in which operator and why. */
public final class TaskException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TaskFailure failure;

  TaskException(ErrorCategory category, String operator, String message, Throwable cause) {
    super(operator + ": " + message, cause);
    this.failure = new TaskFailure(category, operator, message);
  }

  public TaskFailure failure() {
    return failure;
  }
}
