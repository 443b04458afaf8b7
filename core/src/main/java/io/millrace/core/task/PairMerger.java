package io.millrace.core.task;

import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;
import io.millrace.dsl.value.ValueReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Merges the values of each key; keys come out in the order they first came in. */
final class PairMerger extends ShuffleMerger {
  private final Aggregation aggregation;
  private final Map<Object, Object> values = new LinkedHashMap<>();

  PairMerger(Aggregation aggregation, ClassLoader loader, OwnCodecs codecs) {
    super(aggregation.name(), loader, codecs);
    this.aggregation = aggregation;
  }

  @Override
  void forget() {
    values.clear();
  }

  @Override
  void read(ValueReader payload) throws TaskException, ValueException {
    Object key = payload.read();
    Object value = payload.read();
    try {
      values.put(key, aggregation.merge(values.get(key), value));
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(aggregation.name(), thrown);
    }
  }

  @Override
  void pushTo(Step first) throws TaskException {
    for (Map.Entry<Object, Object> pair : values.entrySet()) {
      first.push(result(pair.getKey(), pair.getValue()));
    }
  }

  private Object result(Object key, Object value) throws TaskException {
    try {
      return aggregation.result(key, value);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(aggregation.name(), thrown);
    }
  }
}
