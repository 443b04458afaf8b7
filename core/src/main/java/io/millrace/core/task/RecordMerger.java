package io.millrace.core.task;

import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;
import io.millrace.dsl.value.ValueReader;
import java.util.ArrayList;
import java.util.List;

/** Hands on the records that were dealt to a partition, in the order of the map tasks. */
final class RecordMerger extends ShuffleMerger {
  private final List<Object> records = new ArrayList<>();

  RecordMerger(String operator, ClassLoader loader, OwnCodecs codecs) {
    super(operator, loader, codecs);
  }

  @Override
  void forget() {
    records.clear();
  }

  @Override
  void read(ValueReader payload) throws ValueException {
    records.add(payload.read());
  }

  @Override
  void pushTo(Step first) throws TaskException {
    for (Object record : records) {
      first.push(record);
    }
  }
}
