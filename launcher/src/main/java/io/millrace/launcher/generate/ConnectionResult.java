package io.millrace.launcher.generate;

import io.millrace.launcher.generate.FaultPlan.Faults;
import java.util.BitSet;

/**
 * What became of one connection.
 *
 * @param records lines sent whole, malformed ones included
 * @param startNanos its accept, on the run's clock
 * @param endNanos its end, on the run's clock
 * @param maxBehindNanos the furthest it was behind its schedule
 * @param lateSeconds the seconds of the run in which it was at no moment within 50 ms of it
 */
record ConnectionResult(
    int ordinal,
    long records,
    long bytes,
    long startNanos,
    long endNanos,
    long maxBehindNanos,
    BitSet lateSeconds,
    Faults faults,
    Ending ending) {

  /** Why a connection ended. */
  enum Ending {
    /** It lived out its time. */
    DONE("done"),
    /** The run was stopped; it ended between two records. */
    STOPPED("stopped"),
    /** The reader went away. */
    PEER_CLOSED("peer-closed"),
    /** The run was stopped while the reader read nothing; it may have ended inside a record. */
    CUT("cut");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
