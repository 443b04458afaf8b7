package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges what the map tasks sent to one partition; keys come out in the order they first came in.
 */
final class PairMerger {
  private final Aggregation aggregation;
  private final ClassLoader loader;
  private final Map<Object, Object> values = new LinkedHashMap<>();
  private long pairs;
  private long bytes;

  PairMerger(Aggregation aggregation, ClassLoader loader) {
    this.aggregation = aggregation;
    this.loader = loader;
  }

  void clear() {
    values.clear();
    pairs = 0;
    bytes = 0;
  }

  /** Pairs read since {@link #clear}. */
  long pairs() {
    return pairs;
  }

  /** Bytes read since {@link #clear}. */
  long bytes() {
    return bytes;
  }

  /**
   * Takes in the outputs of all map tasks.
   *
   * @param partition which, for messages
   */
  void merge(int partition, List<List<byte[]>> outputs) throws TaskException {
    for (int i = 0; i < outputs.size(); i++) {
      byte[] payload = join(outputs.get(i));
      bytes += payload.length;
      try {
        merge(new ValueReader(payload, loader));
      } catch (ValueException e) {
        String what = "map output %d of partition %d: ".formatted(i, partition);
        ValueException named = new ValueException(what + e.getMessage(), e);
        throw TaskException.of(ErrorCategory.INTERNAL, aggregation.name(), named);
      }
    }
  }

  /** Pushes one record a key. */
  void pushTo(Step first) throws TaskException {
    for (Map.Entry<Object, Object> pair : values.entrySet()) {
      first.push(aggregation.result(pair.getKey(), pair.getValue()));
    }
  }

  private void merge(ValueReader payload) throws TaskException, ValueException {
    while (payload.hasNext()) {
      Object key = payload.read();
      Object value = payload.read();
      pairs++;
      values.put(key, merged(values.get(key), value));
    }
  }

  private Object merged(@Nullable Object former, Object value) throws TaskException {
    try {
      return aggregation.merge(former, value);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(aggregation.name(), thrown);
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
