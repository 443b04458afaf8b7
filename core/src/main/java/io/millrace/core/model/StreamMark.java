package io.millrace.core.model;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;

/**
 * "Sealed through": every byte that a stream received before the deadline of a batch lies before
 * the position, and is stored. Sent for each batch, also when it brought nothing.
 *
 * @param batch the batch whose deadline has passed
 * @param position in framed bytes
 */
public record StreamMark(StreamId stream, BatchId batch, long position) {}
