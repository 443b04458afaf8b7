package io.millrace.core.task;

import io.millrace.dsl.StreamId;

/**
 * A record that the decoder refused.
 *
 * @param position of its first byte in the stream
 * @param bytes the record as it came
 * @param reason one sentence
 */
public record RejectedRecord(StreamId stream, long position, byte[] bytes, String reason) {}
