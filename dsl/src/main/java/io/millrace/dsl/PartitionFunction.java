package io.millrace.dsl;

/**
 * Goes over the records that one task has of a batch. A task is confined to one thread and may be
 * tried again, so what a function keeps is of one task only.
 *
 * @param <T> the records it takes
 * @param <R> the records it makes
 */
public interface PartitionFunction<T, R> {
  /** Takes a record; a view is valid only until this returns. */
  void accept(T record, Emitter<R> out) throws Exception;

  /** The task has no more records. */
  default void finish(Emitter<R> out) throws Exception {}
}
