package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.TaskFailure;
import io.millrace.dsl.Resource;
import io.millrace.dsl.ResourceFailedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run of a task failed; says in which operator and why. */
public final class TaskException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Where the engine calls a function of the user; behind these no user frame comes. */
  private static final Set<String> CALLERS =
      Set.of(
          MapStep.class.getName(),
          FilterStep.class.getName(),
          FlatMapStep.class.getName(),
          CombineStep.class.getName(),
          CollectStep.class.getName(),
          PeekStep.class.getName(),
          ProcessStep.class.getName(),
          Aggregation.Keyed.class.getName(),
          Aggregation.OfAll.class.getName(),
          Aggregation.CountedByKey.class.getName(),
          "io.millrace.dsl.Aggregators$Reducing",
          "io.millrace.dsl.Aggregators$Least",
          "io.millrace.dsl.Aggregators$Sum",
          "io.millrace.dsl.Aggregators$Top",
          Resource.class.getName(),
          BlockLoop.class.getName(),
          PairMerger.class.getName());

  private final transient TaskFailure failure;

  private TaskException(TaskFailure failure, Throwable cause) {
    super(failure.operator() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  /** The message of the cause says it all. */
  static TaskException of(ErrorCategory category, String operator, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return new TaskException(new TaskFailure(category, operator, message), cause);
  }

  /** A function of the user threw. */
  static TaskException thrownBy(String operator, Throwable thrown) {
    return thrownBy(ErrorCategory.USER_CODE, operator, thrown);
  }

  /** Code that is not the engine's threw; the message says what and where. */
  static TaskException thrownBy(ErrorCategory category, String operator, Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    ErrorCategory actual = thrown instanceof OutOfMemoryError ? ErrorCategory.RESOURCE : category;
    boolean ofResource = thrown instanceof ResourceFailedException;
    Throwable cause = ofResource && thrown.getCause() != null ? thrown.getCause() : thrown;
    StackTraceElement place = place(cause.getStackTrace());
    String what = ofResource ? String.valueOf(thrown.getMessage()) : "threw " + thrown;
    String message = what + (place == null ? "" : ", at " + place);
    return new TaskException(new TaskFailure(actual, operator, message), thrown);
  }

  public TaskFailure failure() {
    return failure;
  }

  /** The innermost frame that is not the JDK's; where all are, the one that the engine called. */
  private static @Nullable StackTraceElement place(StackTraceElement[] frames) {
    StackTraceElement called = null;
    for (StackTraceElement frame : frames) {
      if (CALLERS.contains(frame.getClassName())) {
        return called;
      }
      called = frame;
      if (!isJdk(frame.getClassName())) {
        return frame;
      }
    }
    return called;
  }

  private static boolean isJdk(String className) {
    return className.startsWith("java.") || className.startsWith("jdk.");
  }
}
