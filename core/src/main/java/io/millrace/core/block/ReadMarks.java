package io.millrace.core.block;

/**
 * When the records of a block were received: one mark a read, so nothing is kept per record.
 *
 * @param ends where in the block the whole records end that the read completed, ascending, the last
 *     is the block's length
 * @param nanos the return of that read, nanoseconds since the epoch on the driver's clock
 */
public record ReadMarks(int[] ends, long[] nanos) {}
