package io.millrace.node.driver.code;

import io.millrace.dsl.JobDefinitionException;

/** What code of a user threw, in the words of one sentence. */
final class Thrown {
  private Thrown() {}

  /** Type and message; the message alone where that is a sentence for people. */
  static String by(Throwable thrown) {
    if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
      return by(thrown.getCause()) + place(thrown.getCause());
    }
    if (thrown instanceof NoClassDefFoundError) {
      return "class " + String.valueOf(thrown.getMessage()).replace('/', '.') + " is missing";
    }
    if (thrown instanceof JobDefinitionException) {
      return String.valueOf(thrown.getMessage());
    }
    String type = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? type : type + ": " + thrown.getMessage();
  }

  /** The same, and the line of the class where it came from. */
  static String by(Throwable thrown, Class<?> blamed) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().equals(blamed.getName())) {
        return by(thrown) + at(frame);
      }
    }
    return by(thrown);
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    return frames.length == 0 ? "" : at(frames[0]);
  }

  private static String at(StackTraceElement frame) {
    return " (%s:%d)".formatted(frame.getFileName(), frame.getLineNumber());
  }
}
