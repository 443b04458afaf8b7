package io.millrace.core.task;

import io.millrace.core.block.Block;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockStats;
import io.millrace.core.time.Clock;
import io.millrace.dsl.BlockOrigin;
import io.millrace.dsl.DeadLetter;
import io.millrace.dsl.Decoder;
import io.millrace.dsl.Framing;
import io.millrace.dsl.RecordCursor;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop over records: decodes each block, read range by read range, and pushes every record. It
 * keeps two measurements for the ledger, which share nothing but the clock.
 *
 * <ul>
 *   <li>The job's own: a {@link LatencyMeter} over the times in the records.
 *   <li>The engine's stamps: the records of a read range were received at its mark, and processed
 *       in the middle of the time that the range took here.
 * </ul>
 */
final class BlockLoop {
  private final String decoder;
  private final Framing framing;
  private final RecordCursor<?> cursor;
  private final Step first;
  private final StepGraph steps;
  private final Clock clock;
  private final LatencyMeter latencies;
  private final boolean timed;
  private final BlockTally tally = new BlockTally();

  private final List<BlockStats> blocks = new ArrayList<>();
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private long scheduledNanos;
  private long records;
  private long rejectedCount;
  private long processedSum;
  private long generatedMicros;

  BlockLoop(
      Decoder<?> decoder, StepGraph steps, Clock clock, LatencyMeter latencies, boolean timed) {
    this.decoder = "decoder " + decoder.getClass().getSimpleName();
    this.framing = decoder.framing();
    this.cursor = decoder.cursor();
    this.first = steps.first();
    this.steps = steps;
    this.clock = clock;
    this.latencies = latencies;
    this.timed = timed;
  }

  void begin(long taskScheduledNanos) {
    scheduledNanos = taskScheduledNanos;
    blocks.clear();
    rejected.clear();
    records = 0;
    rejectedCount = 0;
    processedSum = 0;
    latencies.reset();
  }

  void run(Block block) throws TaskException {
    BlockMeta meta = block.meta();
    tally.begin(block.sealedNanos());
    steps.beginBlock(new BlockOrigin(meta.stream(), meta.from(), meta.to(), meta.connection()));
    int from = 0;
    for (int i = 0; i < block.reads().ends().length; i++) {
      int end = block.reads().ends()[i];
      runRange(block, from, end, block.reads().nanos()[i]);
      from = end;
    }
    steps.endBlock();
    records += tally.records();
    processedSum += tally.processedSum();
    if (timed) {
      blocks.add(tally.stats(block));
    }
  }

  long records() {
    return records;
  }

  long rejectedCount() {
    return rejectedCount;
  }

  long processedSum() {
    return processedSum;
  }

  List<BlockStats> blocks() {
    return blocks;
  }

  List<RejectedRecord> rejected() {
    return rejected;
  }

  private void runRange(Block block, int from, int end, long receivedNanos) throws TaskException {
    long start = timed ? clock.nanos() : 0;
    cursor.reset(block.bytes(), block.offset() + from, block.offset() + end, receivedNanos / 1000);
    for (Object record = next(block); record != null; record = next(block)) {
      long generated = generatedMicros;
      first.push(record);
      tally.count(generated);
      latencies.processed(generated);
    }
    if (!timed) {
      return;
    }
    latencies.endChunk();
    long middle = start + (clock.nanos() - start) / 2;
    tally.endRange(receivedNanos, middle - scheduledNanos);
  }

  /** The next well-formed record, or null at the end of the range. */
  private @Nullable Object next(Block block) throws TaskException {
    try {
      while (true) {
        switch (cursor.next()) {
          case RECORD -> {
            generatedMicros = timed ? cursor.generatedMicros() : RecordCursor.NO_TIME;
            return cursor.value();
          }
          case REJECTED -> reject(block);
          case END -> {
            return null;
          }
        }
      }
    } catch (TaskException downstream) {
      throw downstream;
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(decoder, thrown);
    }
  }

  private void reject(Block block) throws TaskException {
    rejectedCount++;
    long position = block.meta().from() + cursor.start() - block.offset();
    StreamId stream = block.meta().stream();
    Step taker = steps.deadLetters();
    if (taker != null) {
      taker.push(new DeadLetter(stream.value(), position, content(block), cursor.rejection()));
    } else if (rejected.size() < TaskResult.MAX_REJECTED) {
      rejected.add(new RejectedRecord(stream, position, content(block), cursor.rejection()));
    }
  }

  /** The current record without its end mark. */
  private byte[] content(Block block) {
    byte[] bytes = block.bytes();
    int from = framing.contentStart(bytes, cursor.start(), cursor.end());
    return Arrays.copyOfRange(bytes, from, framing.contentEnd(bytes, cursor.start(), cursor.end()));
  }
}
