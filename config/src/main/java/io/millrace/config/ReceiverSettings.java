package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.receiver}.
 *
 * @param buffers receive buffers of a receiver, each of {@code bufferBytes}
 * @param maxRecordBytes a longer record is an error of the source
 * @param reconnectMin first pause before a source is tried again
 * @param reconnectMax longest pause; the pause doubles in between
 * @param quietAfter a source that ended between two records and brings nothing for this long is
 *     quiet
 */
public record ReceiverSettings(
    int buffers,
    int bufferBytes,
    int maxRecordBytes,
    Duration reconnectMin,
    Duration reconnectMax,
    Duration quietAfter) {}
