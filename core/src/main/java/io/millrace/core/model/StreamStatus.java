package io.millrace.core.model;

import io.millrace.dsl.StreamId;

/**
 * A stream as its receiver sees it.
 *
 * @param label the split in the words of the source, such as {@code localhost:9999}
 * @param position framed bytes sealed so far
 * @param connections how many connections were made
 * @param truncatedBytes bytes of records that a connection cut in two
 * @param detail why it is not receiving, one sentence, empty otherwise
 */
public record StreamStatus(
    StreamId stream,
    String label,
    WorkerId worker,
    StreamState state,
    long position,
    int connections,
    long truncatedBytes,
    String detail) {}
