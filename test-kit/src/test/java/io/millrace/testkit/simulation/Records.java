package io.millrace.testkit.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Records on their way: framed in a stream, bare numbers behind the first stage. */
final class Records {
  private static final int HEADER = 1 + Long.BYTES;

  private Records() {}

  /** A record of random length: its length, its number, and padding. */
  static byte[] framed(long number, SplittableRandom random) {
    byte[] record = new byte[HEADER + random.nextInt(30)];
    ByteBuffer.wrap(record).put((byte) record.length).putLong(number);
    return record;
  }

  /** The numbers in a block. */
  static List<Long> decode(byte[] block) {
    List<Long> numbers = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(block);
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      int length = bytes.get();
      numbers.add(bytes.getLong());
      bytes.position(start + length);
    }
    return numbers;
  }

  static byte[] encode(List<Long> numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Long.BYTES);
    numbers.forEach(bytes::putLong);
    return bytes.array();
  }

  static List<Long> numbers(byte[] encoded) {
    List<Long> numbers = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    while (bytes.hasRemaining()) {
      numbers.add(bytes.getLong());
    }
    return numbers;
  }

  /** The partition of a record in a shuffle; another one in each. */
  static int partition(long number, int shuffle, int partitions) {
    long mixed = (number + 1) * (0x9E3779B97F4A7C15L + 2L * shuffle);
    return (int) Math.floorMod(mixed >>> 17, (long) partitions);
  }

  /** Pieces of at most so many bytes; one empty piece of nothing. */
  static List<byte[]> cut(byte[] bytes, int most) {
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from == 0 || from < bytes.length; from += most) {
      byte[] piece = new byte[Math.min(most, bytes.length - from)];
      System.arraycopy(bytes, from, piece, 0, piece.length);
      pieces.add(piece);
    }
    return pieces;
  }
}
