package io.millrace.core.model;

import io.millrace.dsl.StreamId;

/** Bytes that a lost worker took with it, as positions of their stream. */
public record LostRange(StreamId stream, long from, long to, WorkerId worker) {
  @Override
  public String toString() {
    return "Lost(" + stream + ", " + from + ".." + to + ", with " + worker + ")";
  }
}
