package io.millrace.actors.worker;

import io.millrace.core.model.DriverEpoch;

/** Remembers the newest driver heard of, and refuses the older ones. */
final class EpochFence {
  private DriverEpoch newest = new DriverEpoch(Long.MIN_VALUE);

  /** Whether a message of this driver may be obeyed. */
  boolean admits(DriverEpoch epoch) {
    if (epoch.compareTo(newest) < 0) {
      return false;
    }
    newest = epoch;
    return true;
  }
}
