package io.millrace.dsl.value;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The codecs that a job has of its own, which go before those that are derived. */
public interface OwnCodecs {
  /** The class whose codec takes values of this class, or null when there is none. */
  @Nullable Class<?> codedAs(Class<?> type);

  /**
   * Encodes a value.
   *
   * @param as what {@link #codedAs} said of its class
   */
  void encode(Class<?> as, Object value, DataOutput output) throws IOException;

  /**
   * Decodes a value.
   *
   * @param as the class that it was encoded as
   * @throws IOException when the bytes are none, or there is no such codec
   */
  Object decode(Class<?> as, DataInput input) throws IOException;
}
