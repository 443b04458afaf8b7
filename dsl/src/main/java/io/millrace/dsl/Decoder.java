package io.millrace.dsl;

import java.io.Serializable;

/**
 * Turns the bytes of a block into records, inside the task.
 *
 * @param <T> the type of a record
 */
public interface Decoder<T> extends Serializable {
  /** Where a record ends in the raw bytes. */
  Framing framing();

  /** The class of the records. */
  Class<T> type();

  /**
   * Whether a record is a view on the block's bytes, valid only inside the function it is given to.
   * Operators that keep values refuse such a type when the job is defined.
   */
  boolean isView();

  /** A new cursor; each task slot uses its own. */
  RecordCursor<T> cursor();
}
