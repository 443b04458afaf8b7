package io.millrace.dsl;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * Turns records into bytes and back: {@code decode} returns the equal of what {@code encode} was
 * given, and reads what it wrote to the last byte. Used by several threads at once.
 *
 * @param <T> the type of the records
 */
public interface Codec<T> extends Serializable {
  /** The class of the records. */
  Class<T> type();

  void encode(T record, DataOutput output) throws IOException;

  /**
   * Reads one record.
   *
   * @throws IOException when the bytes are none; the message says why
   */
  T decode(DataInput input) throws IOException;
}
