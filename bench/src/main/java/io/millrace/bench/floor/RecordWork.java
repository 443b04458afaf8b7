package io.millrace.bench.floor;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.RecordCursor;
import io.millrace.dsl.StampedRecord;
import java.util.Arrays;

/**
 * What the job does with each record, without an engine around it: the same parser, the same check,
 * the clock once for 64 records, a histogram. With keys also a count for each key, and then a
 * record is processed when its whole batch is counted.
 */
final class RecordWork {
  private static final int CHUNK = 64;

  private final FloorTimes times;
  private final RecordCursor<StampedRecord> cursor;
  private final IdCheck ids = new IdCheck();
  private final FloorSums sums = new FloorSums();
  private final long[] counts;
  private long[] generated = new long[CHUNK];
  private int pending;
  private long records;
  private long rejected;

  RecordWork(FloorPlan plan, FloorTimes times) {
    this.times = times;
    this.cursor = Decoders.stamped(plan.recordBytes()).cursor();
    this.counts = new long[plan.keys()];
  }

  /** Does it for a batch, which holds whole records. */
  void process(byte[] bytes, int length) {
    cursor.reset(bytes, 0, length, times.micros(times.nanos()));
    for (RecordCursor.Next next = cursor.next();
        next != RecordCursor.Next.END;
        next = cursor.next()) {
      if (next == RecordCursor.Next.RECORD) {
        process(cursor.value());
      } else {
        rejected++;
      }
    }
    endChunk();
  }

  private void process(StampedRecord record) {
    records++;
    ids.add(record.id(), record.idRange());
    if (counts.length > 0) {
      counts[(int) (record.id() % counts.length)]++;
    }
    if (pending == generated.length) {
      makeRoom();
    }
    generated[pending++] = record.generatedMicros();
  }

  private void makeRoom() {
    if (counts.length == 0) {
      endChunk();
    } else {
      generated = Arrays.copyOf(generated, 2 * pending);
    }
  }

  private void endChunk() {
    long now = times.nanos();
    if (times.isMeasured(now)) {
      long micros = times.micros(now);
      boolean early = times.isEarly(now);
      for (int i = 0; i < pending; i++) {
        sums.add(micros - generated[i], early);
      }
    }
    pending = 0;
  }

  FloorSums sums() {
    return sums;
  }

  IdCheck ids() {
    return ids;
  }

  long records() {
    return records;
  }

  long rejected() {
    return rejected;
  }
}
