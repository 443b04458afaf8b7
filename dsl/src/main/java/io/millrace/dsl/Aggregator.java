package io.millrace.dsl;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of a batch, or those of one key in it, into one result: each task folds what it
 * reads, and what the tasks arrived at is merged in (stream, position) order. Captured values must
 * be serializable, and so simple that sums can cross a shuffle: strings, numbers, records, and
 * lists and maps of these.
 *
 * @param <V> the records
 * @param <A> the sum
 * @param <R> the result
 */
public interface Aggregator<V, A, R> extends Serializable {
  /**
   * Takes one more record into a sum.
   *
   * @param sum so far, which may be changed and returned; null before the first record
   */
  A add(@Nullable A sum, V record) throws Exception;

  /** Takes in the sum that another task arrived at, over records behind those of the first. */
  A merge(A sum, A behind) throws Exception;

  /** What the whole sum comes to. */
  R result(A sum) throws Exception;
}
