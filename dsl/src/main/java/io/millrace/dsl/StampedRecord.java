package io.millrace.dsl;

/**
 * A record of the record generator, seen in place: one object shows record after record, so its
 * values hold only inside the function it is given to.
 */
public final class StampedRecord {
  private final long idRange;
  private long id;
  private int connection;
  private long generatedMicros;

  StampedRecord(long idRange) {
    this.idRange = idRange;
  }

  void show(long counter, int connectionOrdinal, long micros) {
    id = counter;
    connection = connectionOrdinal;
    generatedMicros = micros;
  }

  /** The counter of the connection, modulo {@link #idRange}. */
  public long id() {
    return id;
  }

  /** Ordinal of the generator's connection, modulo 36. */
  public int connection() {
    return connection;
  }

  /**
   * How many ids there are before they start again at 0: 36 to the power of the counter's digits.
   * Of more than 12 digits the last 12 count, so that an id fits a long.
   */
  public long idRange() {
    return idRange;
  }

  /** Microseconds since the epoch. */
  public long generatedMicros() {
    return generatedMicros;
  }

  @Override
  public String toString() {
    return connection + ":" + id + "@" + generatedMicros;
  }
}
