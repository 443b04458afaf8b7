package io.millrace.dsl;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A source of one's own that has records rather than bytes; see {@link Sources#custom}.
 *
 * @param <T> the type of the records
 */
public interface RecordSource<T> extends Serializable {
  /** See {@link Source#splits}. */
  List<String> splits();

  /** See {@link Source#isBounded}. */
  default boolean isBounded() {
    return false;
  }

  /** See {@link CustomSource#open}. */
  RecordReader<T> open(int split, Offset from) throws IOException;
}
