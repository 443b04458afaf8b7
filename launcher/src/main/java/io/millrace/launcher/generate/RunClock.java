package io.millrace.launcher.generate;

/** The time of one generator run: nanoseconds since the clock was made, and where that lies. */
interface RunClock {

  /** Nanoseconds since this clock was made; never goes back. */
  long nanos();

  /** The wall-clock time of a moment of this clock, in nanoseconds since 1970. */
  long epochNanos(long nanos);

  /** Returns at {@code nanos}, or somewhat earlier: the caller looks at the clock again. */
  void parkUntil(long nanos);
}
