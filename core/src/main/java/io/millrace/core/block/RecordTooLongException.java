package io.millrace.core.block;

import io.millrace.dsl.StreamId;

/** A record did not end within the limit: the stream is not framed as the job says. */
public final class RecordTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecordTooLongException(StreamId stream, long position, int maxRecordBytes) {
    super(
        stream
            + ": the record at position "
            + position
            + " does not end within "
            + maxRecordBytes
            + " bytes (millrace.receiver.max-record-bytes)");
  }
}
