package io.millrace.core.model;

/** Whose fault it is, which decides what is done about it. */
public enum ErrorCategory {
  /** A function of the user threw: the task is retried, then the job fails. */
  USER_CODE,
  /** A source could not be read. */
  SOURCE,
  /** A sink could not be written. */
  SINK,
  /** Memory, disk or network ran out. */
  RESOURCE,
  /** A fault of the engine. */
  INTERNAL
}
