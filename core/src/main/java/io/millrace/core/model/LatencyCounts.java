package io.millrace.core.model;

import java.io.ByteArrayOutputStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How often each latency was measured, as bytes that travel: for each value that was recorded, in
 * ascending order, its distance from the one before and its count, both in base 128. A task of a
 * short batch has recorded a few values of the thousands that a histogram has room for; whoever
 * adds them up needs no histogram for each task.
 */
public final class LatencyCounts {
  private static final int LOW_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final byte[] encoded;
  private int at;

  private LatencyCounts(byte[] encoded) {
    this.encoded = encoded;
  }

  /** Takes one value. */
  @FunctionalInterface
  public interface Counted {
    /**
     * @param micros the latency
     * @param count how often it was recorded, at least once
     */
    void counted(long micros, long count);
  }

  /** What was recorded in microseconds; empty if nothing was. */
  public static byte[] encode(Histogram micros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long last = 0;
    for (HistogramIterationValue value : micros.recordedValues()) {
      long recorded = micros.medianEquivalentValue(value.getValueIteratedTo());
      write(out, recorded - last);
      write(out, value.getCountAtValueIteratedTo());
      last = recorded;
    }
    return out.toByteArray();
  }

  /**
   * Hands all values over, in ascending order.
   *
   * @throws IllegalArgumentException when the bytes end within a number
   */
  public static void forEach(byte[] encoded, Counted each) {
    LatencyCounts counts = new LatencyCounts(encoded);
    long micros = 0;
    while (counts.at < encoded.length) {
      micros += counts.read();
      each.counted(micros, counts.read());
    }
  }

  private static void write(ByteArrayOutputStream out, long number) {
    long rest = number;
    for (; rest > LOW_BITS; rest >>>= 7) {
      out.write((int) (rest & LOW_BITS) | MORE);
    }
    out.write((int) rest);
  }

  private long read() {
    long number = 0;
    for (int shift = 0; at < encoded.length; shift += 7) {
      byte next = encoded[at++];
      number |= (long) (next & LOW_BITS) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("latencies end within a number");
  }
}
