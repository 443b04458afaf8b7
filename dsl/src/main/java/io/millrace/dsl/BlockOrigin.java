package io.millrace.dsl;

/**
 * Where the records of a block stand in their stream.
 *
 * @param stream the stream
 * @param from position of the first byte, in framed bytes since the stream began
 * @param to position behind the last byte
 * @param connection counts the connections of the stream from 0: a reconnect starts a new one
 */
public record BlockOrigin(StreamId stream, long from, long to, int connection) {}
