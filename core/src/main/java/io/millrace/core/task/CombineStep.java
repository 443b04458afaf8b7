package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Combines records by key in front of a shuffle; keys go out in the order they first came. */
final class CombineStep implements LastStep {
  private final Aggregation aggregation;
  private final OwnCodecs codecs;
  private final Map<Object, Object> values = new LinkedHashMap<>();

  CombineStep(Aggregation aggregation, OwnCodecs codecs) {
    this.aggregation = aggregation;
    this.codecs = codecs;
  }

  @Override
  public void push(Object record) throws TaskException {
    try {
      Object key = aggregation.key(record);
      values.put(key, aggregation.add(values.get(key), record));
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(aggregation.name(), thrown);
    }
  }

  @Override
  public TaskResult.Output finish(int partitions) throws TaskException {
    PairWriter pairs = new PairWriter(partitions, codecs);
    try {
      for (Map.Entry<Object, Object> pair : values.entrySet()) {
        pairs.write(pair.getKey(), pair.getValue());
      }
    } catch (ValueException e) {
      throw TaskException.of(ErrorCategory.USER_CODE, aggregation.name(), e);
    }
    values.clear();
    return TaskResult.Output.shuffled(pairs.payloads());
  }

  @Override
  public void discard() {
    values.clear();
  }
}
