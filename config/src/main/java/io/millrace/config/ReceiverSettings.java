package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.receiver}.
 *
 * @param buffers receive buffers of a receiver, each of {@code bufferBytes}
 * @param maxRecordBytes a record that has not ended behind so many is an error of the source
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
    Duration quietAfter) {

  public ReceiverSettings {
    Range.count("millrace.receiver.buffers", buffers, 2, 1024);
    Range.bytes("millrace.receiver.buffer-bytes", bufferBytes, 1 << 10, 64 << 20);
    Range.bytes("millrace.receiver.max-record-bytes", maxRecordBytes, 16, 32 << 20);
    Duration longest = Duration.ofSeconds(60);
    Range.duration("millrace.receiver.reconnect-min", reconnectMin, Duration.ofMillis(1), longest);
    Range.duration("millrace.receiver.reconnect-max", reconnectMax, Duration.ofMillis(1), longest);
    Range.duration("millrace.receiver.quiet-after", quietAfter, Duration.ofMillis(10), longest);
    Range.require(
        maxRecordBytes <= bufferBytes / 2,
        "millrace.receiver.max-record-bytes",
        Range.bytes(maxRecordBytes),
        "must be at most half of",
        "millrace.receiver.buffer-bytes",
        Range.bytes(bufferBytes));
    Range.require(
        reconnectMax.compareTo(reconnectMin) >= 0,
        "millrace.receiver.reconnect-max",
        Range.duration(reconnectMax),
        "must be at least",
        "millrace.receiver.reconnect-min",
        Range.duration(reconnectMin));
  }
}
