package io.millrace.dsl;

import java.io.DataOutput;
import java.io.IOException;

/**
 * The half of a sink that runs inside a task: confined to one slot, reused from task to task.
 *
 * @param <T> the type of the records
 */
public interface SinkCollector<T> {
  /** The records that follow come from this block, from its first; not called behind a shuffle. */
  default void beginBlock(BlockOrigin origin) {}

  void accept(T record) throws Exception;

  /** The block that was begun has no more records. */
  default void endBlock() {}

  /** Writes what was collected since the last call and forgets it. */
  void finish(DataOutput output) throws IOException;

  /** Forgets what was collected: the task failed. */
  void discard();

  /** Each record's {@code toString} as a line of UTF-8. */
  static SinkCollector<Object> text() {
    return new TextCollector();
  }

  /** The records as the codec encodes them, one behind the other. */
  static <T> SinkCollector<T> of(Codec<T> codec) {
    return new CodecCollector<>(codec);
  }
}
