package io.millrace.core.model;

/** A job within the life of one driver epoch. */
public record JobId(long value) {
  @Override
  public String toString() {
    return "job " + value;
  }
}
