package io.millrace.protocol.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.millrace.core.model.WorkerId;

/** What all codecs need of single fields: the checks on reading, and bytes without a copy. */
final class Fields {
  private Fields() {}

  /**
   * @param field message and field, as {@code RunTasks.run}
   * @throws IllegalArgumentException if it is not there
   */
  static <T> T required(boolean present, T value, String field) {
    if (!present) {
      throw missing(field);
    }
    return value;
  }

  /** A text that must say something: an id or a path. */
  static String text(String value, String field) {
    return required(!value.isEmpty(), value, field);
  }

  static WorkerId worker(String value, String field) {
    return new WorkerId(text(value, field));
  }

  /**
   * How long the columns are.
   *
   * @throws IllegalArgumentException if they are not of one length
   */
  static int rows(String message, int first, int... others) {
    for (int other : others) {
      if (other != first) {
        throw new IllegalArgumentException(
            message + " has columns of different lengths, " + first + " and " + other);
      }
    }
    return first;
  }

  static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException(field + " is missing");
  }

  /** Not copied: what is sent is not written to any more. */
  static ByteString bytes(byte[] bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
