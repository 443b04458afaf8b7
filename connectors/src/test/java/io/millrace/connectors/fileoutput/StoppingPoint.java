package io.millrace.connectors.fileoutput;

import java.util.concurrent.CountDownLatch;

/** Lets a process come to its k-th step, and stops or kills it there. */
final class StoppingPoint implements StepFileSystem.Steps {
  private final long step;
  private final boolean kill;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private long steps;
  private volatile String stoppedBefore = "";

  private StoppingPoint(long step, boolean kill) {
    this.step = step;
    this.kill = kill;
  }

  /** Kills before the step with this number, counted from 1, and before all that follow. */
  static StoppingPoint killBefore(long step) {
    return new StoppingPoint(step, true);
  }

  /** Freezes before the step, until it is thawed. */
  static StoppingPoint freezeBefore(long step) {
    return new StoppingPoint(step, false);
  }

  @Override
  public void before(String operation) {
    steps++;
    if (steps < step) {
      return;
    }
    if (stoppedBefore.isEmpty()) {
      stoppedBefore = operation;
    }
    if (kill) {
      throw new OwnerProcess.Killed();
    }
    if (steps == step) {
      freeze();
    }
  }

  /** Whether the process came so far. */
  boolean isReached() {
    return !stoppedBefore.isEmpty();
  }

  /** The process has stopped, or will not. */
  void awaitReached() throws InterruptedException {
    reached.await();
  }

  void ended() {
    reached.countDown();
  }

  void thaw() {
    released.countDown();
  }

  /** Before what it was stopped. */
  @Override
  public String toString() {
    return "stopped before step " + step + ", " + stoppedBefore;
  }

  private void freeze() {
    reached.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
