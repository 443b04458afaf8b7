package io.millrace.dsl.value;

/** The first byte of an encoded value is the ordinal of one of these: append, never reorder. */
enum ValueTag {
  STRING,
  LONG,
  INTEGER,
  SHORT,
  BYTE,
  DOUBLE,
  FLOAT,
  CHARACTER,
  TRUE,
  FALSE,
  BYTES,
  ENUM,
  RECORD,
  LIST,
  MAP,
  SET,
  /** By a codec of the job. */
  OWN;

  private static final ValueTag[] ALL = values();

  static ValueTag of(int ordinal) throws ValueException {
    if (ordinal < 0 || ordinal >= ALL.length) {
      throw new ValueException("no kind of value has the number " + ordinal);
    }
    return ALL[ordinal];
  }
}
