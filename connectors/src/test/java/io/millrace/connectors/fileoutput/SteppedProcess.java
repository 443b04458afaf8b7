package io.millrace.connectors.fileoutput;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** An owner that does one thing to files at a time, when it is told to. */
final class SteppedProcess implements StepFileSystem.Steps {
  final OwnerProcess owner;

  private final Semaphore go = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private final Thread thread;
  private volatile boolean killed;
  private volatile boolean ended;

  /**
   * @param directory in the real file system
   */
  SteppedProcess(Path directory, long planVersion, long lastBatch) {
    owner = new OwnerProcess(new StepFileSystem(this).view(directory), planVersion, lastBatch);
    thread = new Thread(this::live, "owner-" + planVersion);
    thread.start();
  }

  boolean hasEnded() {
    return ended;
  }

  /** It does the next thing, up to the one behind it. */
  void step() {
    go.release();
    stopped.acquireUninterruptibly();
  }

  /** It does nothing more. */
  void kill() {
    killed = true;
    step();
  }

  @Override
  public void before(String operation) {
    if (!killed) {
      stopped.release();
      go.acquireUninterruptibly();
    }
    if (killed) {
      throw new OwnerProcess.Killed();
    }
  }

  private void live() {
    go.acquireUninterruptibly();
    try {
      owner.live();
    } finally {
      ended = true;
      stopped.release();
    }
  }
}
