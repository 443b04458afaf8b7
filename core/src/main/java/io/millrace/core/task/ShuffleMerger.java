package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;
import io.millrace.dsl.value.ValueReader;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What a task behind a shuffle makes of what the map tasks sent to its partition. */
abstract sealed class ShuffleMerger permits PairMerger, RecordMerger {
  private final String operator;
  private final ClassLoader loader;
  private final OwnCodecs codecs;
  private long values;
  private long bytes;

  /**
   * @param operator the boundary, for messages
   */
  ShuffleMerger(String operator, ClassLoader loader, OwnCodecs codecs) {
    this.operator = operator;
    this.loader = loader;
    this.codecs = codecs;
  }

  /** Forgets the last task. */
  final void clear() {
    values = 0;
    bytes = 0;
    forget();
  }

  /** Pairs or records read since {@link #clear}. */
  final long values() {
    return values;
  }

  /** Bytes read since {@link #clear}. */
  final long bytes() {
    return bytes;
  }

  /**
   * Takes in the outputs of all map tasks.
   *
   * @param partition which, for messages
   */
  final void merge(int partition, List<List<byte[]>> outputs) throws TaskException {
    for (int i = 0; i < outputs.size(); i++) {
      byte[] payload = join(outputs.get(i));
      bytes += payload.length;
      try {
        readAll(new ValueReader(payload, loader, codecs));
      } catch (ValueException e) {
        String what = "map output %d of partition %d: ".formatted(i, partition);
        ValueException named = new ValueException(what + e.getMessage(), e);
        throw TaskException.of(ErrorCategory.INTERNAL, operator, named);
      }
    }
  }

  /** Pushes the records that the stage works on. */
  abstract void pushTo(Step first) throws TaskException;

  /** Takes in one value, a pair being one. */
  abstract void read(ValueReader payload) throws TaskException, ValueException;

  abstract void forget();

  private void readAll(ValueReader payload) throws TaskException, ValueException {
    while (payload.hasNext()) {
      read(payload);
      values++;
    }
  }

  private static byte[] join(List<byte[]> chunks) {
    if (chunks.size() == 1) {
      return chunks.get(0);
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    chunks.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
