package io.millrace.actors.worker.dataplane;

import org.jspecify.annotations.Nullable;

/**
 * Where a thread of the engine runs code of one job: the thread's context class loader is the job's
 * meanwhile, and whoever ends the job can interrupt code that does not come back. One thread at a
 * time is inside.
 */
public final class UserCall {
  private final ClassLoader loader;
  private @Nullable Thread inside;
  private @Nullable ClassLoader before;
  private boolean unwanted;

  /**
   * @param loader of the job's classes
   */
  public UserCall(ClassLoader loader) {
    this.loader = loader;
  }

  /** The calling thread is about to run code of the job. */
  public synchronized void enter() {
    Thread thread = Thread.currentThread();
    inside = thread;
    before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    if (unwanted) {
      thread.interrupt();
    }
  }

  /** It has come back; an interrupt does not outlive the call. */
  public synchronized void leave() {
    Thread thread = Thread.currentThread();
    inside = null;
    thread.setContextClassLoader(before);
    before = null;
    Thread.interrupted();
  }

  /** Interrupts the call that is under way, if any, and each that comes. */
  public synchronized void interrupt() {
    unwanted = true;
    if (inside != null) {
      inside.interrupt();
    }
  }
}
