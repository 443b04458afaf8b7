package io.millrace.core.task;

import io.millrace.core.block.Block;
import io.millrace.core.model.BlockStats;
import io.millrace.dsl.RecordCursor;

/**
 * The stamps of the block at hand, summed over its records: over those that carry a time where
 * there are any, since only these have a whole to compare with, else over all.
 */
final class BlockTally {
  private long sealedNanos;
  private long records;
  private long timed;
  private long recordsBeforeRange;
  private long timedBeforeRange;
  private long generatedSum;
  private long receivedSumOfAll;
  private long receivedSumOfTimed;
  private long processedSumOfAll;
  private long processedSumOfTimed;

  void begin(long blockSealedNanos) {
    sealedNanos = blockSealedNanos;
    records = 0;
    timed = 0;
    recordsBeforeRange = 0;
    timedBeforeRange = 0;
    generatedSum = 0;
    receivedSumOfAll = 0;
    receivedSumOfTimed = 0;
    processedSumOfAll = 0;
    processedSumOfTimed = 0;
  }

  void count(long generatedMicros) {
    records++;
    if (generatedMicros != RecordCursor.NO_TIME) {
      timed++;
      generatedSum += generatedMicros * 1000 - sealedNanos;
    }
  }

  /**
   * The records counted since the last call came with one read.
   *
   * @param receivedNanos return of the read, nanoseconds since the epoch
   * @param processedNanos nanoseconds from the task's start to when they were processed
   */
  void endRange(long receivedNanos, long processedNanos) {
    long recordsOfRange = records - recordsBeforeRange;
    long timedOfRange = timed - timedBeforeRange;
    long receivedToSealed = receivedNanos - sealedNanos;
    receivedSumOfAll += recordsOfRange * receivedToSealed;
    receivedSumOfTimed += timedOfRange * receivedToSealed;
    processedSumOfAll += recordsOfRange * processedNanos;
    processedSumOfTimed += timedOfRange * processedNanos;
    recordsBeforeRange = records;
    timedBeforeRange = timed;
  }

  long records() {
    return records;
  }

  /** Nanoseconds, sum over records of (processed - scheduled). */
  long processedSum() {
    return timed == 0 ? processedSumOfAll : processedSumOfTimed;
  }

  BlockStats stats(Block block) {
    long receivedSum = timed == 0 ? receivedSumOfAll : receivedSumOfTimed;
    return new BlockStats(
        block.meta().stream(),
        block.meta().from(),
        records,
        timed,
        generatedSum,
        receivedSum,
        sealedNanos);
  }
}
