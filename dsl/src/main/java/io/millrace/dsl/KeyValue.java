package io.millrace.dsl;

/** A key with the value of one batch, as {@code reduce} and {@code count} yield them. */
public record KeyValue<K, V>(K key, V value) {
  @Override
  public String toString() {
    return key + "\t" + value;
  }
}
