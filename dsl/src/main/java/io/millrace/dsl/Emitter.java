package io.millrace.dsl;

/**
 * Takes the records that a function makes of one; they go on when the function has returned.
 *
 * @param <R> the type of the records of the main stream
 */
public interface Emitter<R> {
  /** Into the main stream. */
  void emit(R record);

  /** Into a side output; a tag that the job takes no stream of drops the record. */
  <S> void emit(OutputTag<S> tag, S record);
}
