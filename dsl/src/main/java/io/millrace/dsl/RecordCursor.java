package io.millrace.dsl;

/**
 * Walks the records of a range of bytes, without an object per record where the decoder can.
 *
 * @param <T> the type of a record
 */
public interface RecordCursor<T> {
  /** What {@link #generatedMicros} returns when records carry no time. */
  long NO_TIME = Long.MIN_VALUE;

  /** What {@link #next} found. */
  enum Next {
    /** A record: {@link #value} holds it until the next call. */
    RECORD,
    /**
     * A malformed record: {@link #rejection} says why; {@link #start} and {@link #end} say where.
     */
    REJECTED,
    /** The end of the range. */
    END
  }

  /**
   * Starts on {@code bytes[from, to)}, which holds whole records only.
   *
   * @param referenceMicros a time near those in the records, in microseconds since the epoch; lets
   *     a decoder complete a time stamp that is given modulo some range
   */
  void reset(byte[] bytes, int from, int to, long referenceMicros);

  Next next();

  /** The current record; a view decoder returns the same object each time. */
  T value();

  /** When the record was generated, microseconds since the epoch, or {@link #NO_TIME}. */
  long generatedMicros();

  /** Index of the first byte of the current record. */
  int start();

  /** Index behind the last byte of the current record. */
  int end();

  /** Why the current record was rejected, one sentence. */
  String rejection();
}
