package io.millrace.embedded;

/** A job ended by an error; the message is a sentence with its name and the cause. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobFailedException(String job, String failure) {
    super("job " + job + " failed: " + failure);
  }
}
