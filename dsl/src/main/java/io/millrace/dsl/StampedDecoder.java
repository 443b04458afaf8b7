package io.millrace.dsl;

/** See {@link Decoders#stamped}. */
record StampedDecoder(int recordBytes) implements Decoder<StampedRecord> {
  StampedDecoder {
    if (recordBytes < 15 || recordBytes > 4096) {
      throw new JobDefinitionException(
          "stamped records of " + recordBytes + " bytes: the length must lie in 15..4096");
    }
  }

  @Override
  public Framing framing() {
    return Framing.line();
  }

  @Override
  public Class<StampedRecord> type() {
    return StampedRecord.class;
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public RecordCursor<StampedRecord> cursor() {
    return new StampedCursor(recordBytes);
  }
}
