package io.millrace.core.model;

import io.millrace.dsl.StreamId;

/**
 * The stamps of one block, weighted by its records. Sums are over the records that carry a time of
 * generation where {@code timed} is not 0, else over all.
 *
 * @param from position of the block
 * @param records decoded records, rejected ones not counted
 * @param timed records that carry a time of generation
 * @param generatedSum nanoseconds, sum of (generated - sealed), usually negative
 * @param receivedSum nanoseconds, sum of (received - sealed), usually negative
 * @param sealedNanos nanoseconds since the epoch on the driver clock
 */
public record BlockStats(
    StreamId stream,
    long from,
    long records,
    long timed,
    long generatedSum,
    long receivedSum,
    long sealedNanos) {}
