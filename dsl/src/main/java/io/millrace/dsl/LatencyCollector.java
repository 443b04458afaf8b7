package io.millrace.dsl;

/** The ids of stamped records. */
final class LatencyCollector extends IdRunCollector<StampedRecord> {
  @Override
  public void accept(StampedRecord record) {
    add(record.id(), record.idRange());
  }
}
