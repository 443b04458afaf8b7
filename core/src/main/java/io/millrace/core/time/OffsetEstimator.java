package io.millrace.core.time;

import java.util.ArrayDeque;

/**
 * Estimates (driver's clock - own clock) from pings. Of a round trip only its length is known, not
 * where in it the driver read its clock, so half of it bounds the error; the shortest of the last
 * pings is taken, and the bound grows with its age by as much as the clocks may have drifted apart.
 */
public final class OffsetEstimator {
  /** Rounding, and the resolution of the clocks. */
  private static final long RESOLUTION_NANOS = 1_000;

  private final int window;
  private final double maxDrift;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  /**
   * @param window how many pings to look back on
   * @param maxDriftPpm how fast the clocks may drift apart, parts per million
   */
  public OffsetEstimator(int window, double maxDriftPpm) {
    this.window = window;
    this.maxDrift = maxDriftPpm * 1e-6;
  }

  /**
   * An answer has come.
   *
   * @param sentNanos own clock when the ping left
   * @param driverNanos the driver's clock when it answered
   * @param receivedNanos own clock now, not before {@code sentNanos}
   */
  public void onPong(long sentNanos, long driverNanos, long receivedNanos) {
    long roundTrip = receivedNanos - sentNanos;
    samples.addLast(new Sample(sentNanos, roundTrip, driverNanos - sentNanos - roundTrip / 2));
    if (samples.size() > window) {
      samples.removeFirst();
    }
  }

  /** How many pings the estimate rests on; without any there is no estimate. */
  public int samples() {
    return samples.size();
  }

  /**
   * The estimate at this time.
   *
   * @param ownNanos own clock now
   * @throws IllegalStateException before the first answer
   */
  public Offset at(long ownNanos) {
    Sample best = null;
    for (Sample sample : samples) {
      if (best == null || error(sample, ownNanos) <= error(best, ownNanos)) {
        best = sample;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no clock ping was answered yet");
    }
    return new Offset(best.offset, error(best, ownNanos) + RESOLUTION_NANOS);
  }

  private long error(Sample sample, long ownNanos) {
    long age = Math.max(0, ownNanos - sample.sentNanos);
    return sample.roundTrip / 2 + (long) Math.ceil(age * maxDrift);
  }

  /**
   * @param nanos estimate of (driver's clock - own clock)
   * @param boundNanos how wrong that may be
   */
  public record Offset(long nanos, long boundNanos) {}

  private record Sample(long sentNanos, long roundTrip, long offset) {}
}
