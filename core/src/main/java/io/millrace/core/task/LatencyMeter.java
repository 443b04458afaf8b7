package io.millrace.core.task;

import io.millrace.core.model.LatencyCounts;
import io.millrace.core.time.Clock;
import io.millrace.dsl.RecordCursor;
import org.HdrHistogram.Histogram;

/**
 * Measures generated to processed over every record, with one clock read for a chunk of records: a
 * record counts as processed when its chunk has left the chain, which is at most {@value #CHUNK}
 * records late.
 */
final class LatencyMeter {
  private static final int CHUNK = 64;
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Clock clock;
  private final long[] generated = new long[CHUNK];
  private final Histogram histogram = new Histogram(DIGITS); // as large as what it meets
  private int pending;
  private int timed;
  private long sumMicros;

  LatencyMeter(Clock clock) {
    this.clock = clock;
  }

  void reset() {
    pending = 0;
    timed = 0;
    sumMicros = 0;
    if (histogram.getTotalCount() > 0) {
      histogram.reset();
    }
  }

  /**
   * A record has left the chain.
   *
   * @param generatedMicros microseconds since the epoch, or {@link RecordCursor#NO_TIME}
   */
  void processed(long generatedMicros) {
    if (generatedMicros != RecordCursor.NO_TIME) {
      generated[timed++] = generatedMicros;
    }
    if (++pending == CHUNK) {
      endChunk();
    }
  }

  /** Measures what is pending. */
  void endChunk() {
    pending = 0;
    if (timed == 0) {
      return;
    }
    long now = clock.micros();
    for (int i = 0; i < timed; i++) {
      long latency = now - generated[i];
      sumMicros += latency;
      // Skewed clocks and broken stamps must not stop a task; the exact sum keeps them visible.
      histogram.recordValue(Math.max(0, Math.min(latency, HIGHEST_MICROS)));
    }
    timed = 0;
  }

  /** Exact, negative latencies included. */
  long sumMicros() {
    return sumMicros;
  }

  /** As {@link LatencyCounts} has it; empty when no record carried a time. */
  byte[] encode() {
    return histogram.getTotalCount() == 0 ? new byte[0] : LatencyCounts.encode(histogram);
  }
}
