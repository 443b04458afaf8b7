package io.millrace.it.code;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * The class loaders of jobs, as seen by a class that is on the class path and not in their jars:
 * each tells of itself when its first class is initialized.
 */
final class Loaders {
  private static final ReferenceQueue<ClassLoader> GONE = new ReferenceQueue<>();
  private static final Set<Reference<ClassLoader>> ALIVE =
      Collections.synchronizedSet(new HashSet<>());

  private Loaders() {}

  /** Called by the static initializer of a job's class. */
  public static void seen(ClassLoader loader) {
    ALIVE.add(new WeakReference<>(loader, GONE));
  }

  /** Those not yet found to be collected. */
  static int alive() {
    return ALIVE.size();
  }

  /** Collects garbage until none is left; false when some are still there in the end. */
  static boolean awaitNone(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!ALIVE.isEmpty() && System.nanoTime() < deadline) {
      System.gc();
      for (Reference<?> gone = GONE.remove(50); gone != null; gone = GONE.poll()) {
        ALIVE.remove(gone);
      }
    }
    return ALIVE.isEmpty();
  }
}
