package io.millrace.core.task;

/**
 * Numbers that look drawn at random, and are the same for the same seed (SplitMix64: Steele, Lea,
 * Flood, Fast Splittable Pseudorandom Number Generators, 2014).
 */
final class SplitMix {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  /** In 0 until 1. */
  double next() {
    state += STEP;
    return (mixed(state) >>> 11) * 0x1.0p-53;
  }

  /** Neighbours come out far apart. */
  static long mixed(long value) {
    long half = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    long mixed = (half ^ (half >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
