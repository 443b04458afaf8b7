package io.millrace.launcher.generate;

import org.jspecify.annotations.Nullable;

/**
 * The faults that a test asked for, and when each is due: one at a time, the first after half a
 * second, the rest spread over the life of the connection or, where that is not known, 0.1 s apart.
 * The kinds take turns.
 */
final class FaultPlan {

  /** What can be wrong with a stream of records. */
  enum Fault {
    NONE,
    /** An id is passed over. */
    LEAVE_OUT,
    /** The last id comes once more, as a line of its own. */
    REPEAT,
    /** A line that is no record; uses up no id. */
    MALFORMED
  }

  /** How many of each kind. */
  record Faults(long leftOut, long repeated, long malformed) {
    static final Faults NO_FAULTS = new Faults(0, 0, 0);

    long sum() {
      return leftOut + repeated + malformed;
    }

    Faults plus(Faults more) {
      return new Faults(
          leftOut + more.leftOut, repeated + more.repeated, malformed + more.malformed);
    }

    Faults minus(Faults less) {
      return new Faults(
          leftOut - less.leftOut, repeated - less.repeated, malformed - less.malformed);
    }
  }

  private static final Fault[] KINDS = {Fault.LEAVE_OUT, Fault.REPEAT, Fault.MALFORMED};
  private static final long FIRST_NANOS = 500_000_000L;
  private static final long STEP_NANOS = 100_000_000L;

  private final Faults asked;
  private final long firstNanos;
  private final long stepNanos;
  private Faults rest;
  private int turn;

  /**
   * A plan for one connection.
   *
   * @param lifeNanos how long the connection will live, null where it is open
   */
  FaultPlan(Faults asked, @Nullable Long lifeNanos) {
    this.asked = asked;
    this.rest = asked;
    // A quarter of a very short life, so that even there all of them find room.
    this.firstNanos = lifeNanos == null ? FIRST_NANOS : Math.min(FIRST_NANOS, lifeNanos / 4);
    this.stepNanos =
        lifeNanos == null ? STEP_NANOS : (lifeNanos - firstNanos) / Math.max(1, asked.sum());
  }

  /** The fault that is due by now, at most one a call; counts as done. */
  Fault next(long elapsedNanos) {
    long left = rest.sum();
    if (left == 0 || elapsedNanos < firstNanos + (asked.sum() - left) * stepNanos) {
      return Fault.NONE;
    }
    Fault fault = nextKind();
    rest = rest.minus(one(fault));
    return fault;
  }

  private Fault nextKind() {
    Fault kind;
    do {
      kind = KINDS[turn++ % KINDS.length];
    } while (of(kind, rest) == 0);
    return kind;
  }

  /** What has been done so far. */
  Faults done() {
    return asked.minus(rest);
  }

  private static long of(Fault kind, Faults faults) {
    return switch (kind) {
      case NONE -> 0;
      case LEAVE_OUT -> faults.leftOut();
      case REPEAT -> faults.repeated();
      case MALFORMED -> faults.malformed();
    };
  }

  private static Faults one(Fault kind) {
    return switch (kind) {
      case NONE -> Faults.NO_FAULTS;
      case LEAVE_OUT -> new Faults(1, 0, 0);
      case REPEAT -> new Faults(0, 1, 0);
      case MALFORMED -> new Faults(0, 0, 1);
    };
  }
}
