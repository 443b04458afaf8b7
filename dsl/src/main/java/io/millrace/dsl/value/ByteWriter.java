package io.millrace.dsl.value;

import java.util.Arrays;

/** Bytes that grow; kept from use to use. */
public final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  public void clear() {
    size = 0;
  }

  void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Big-endian, always 8 bytes. */
  void putFixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      put((int) (value >>> shift));
    }
  }

  /** Zigzag and 7 bits a byte: numbers near 0 are short. */
  void putVar(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** FNV-1a with a final mix, so that its remainders spread: the same in every JVM. */
  public int hash() {
    int hash = 0x811C9DC5;
    for (int i = 0; i < size; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * 0x01000193;
    }
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
