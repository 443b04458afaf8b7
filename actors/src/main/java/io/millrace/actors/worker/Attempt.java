package io.millrace.actors.worker;

import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskSpec;

/** One try of a task on this worker, from its dispatch to its end. */
final class Attempt {
  private final long token;
  private final TaskSpec spec;
  private final Dispatch dispatch;
  private boolean handedToSlot;
  private volatile boolean cancelled;

  Attempt(long token, TaskSpec spec, Dispatch dispatch) {
    this.token = token;
    this.spec = spec;
    this.dispatch = dispatch;
  }

  /** What the retry policy and repeated dispatches know an attempt by. */
  record Id(StageRun run, int index, int attempt) {}

  Id id() {
    return new Id(dispatch.run(), spec.index(), spec.attempt());
  }

  /** Names the attempt towards the block store and the shuffle inbox. */
  long token() {
    return token;
  }

  TaskSpec spec() {
    return spec;
  }

  Dispatch dispatch() {
    return dispatch;
  }

  /** A slot reads the input from now on, so it stays pinned until the slot is done. */
  void handToSlot() {
    handedToSlot = true;
  }

  boolean handedToSlot() {
    return handedToSlot;
  }

  /** Nobody wants its outcome any more. */
  void cancel() {
    cancelled = true;
  }

  /** May be asked by a slot. */
  boolean cancelled() {
    return cancelled;
  }
}
