package io.millrace.dsl;

import java.util.Arrays;

/** See {@link Decoders#bytes}. */
record BytesDecoder(Framing framing) implements Decoder<byte[]> {
  @Override
  public Class<byte[]> type() {
    return byte[].class;
  }

  @Override
  public boolean isView() {
    return false;
  }

  @Override
  public RecordCursor<byte[]> cursor() {
    return new FramedCursor<>(framing, Arrays::copyOfRange);
  }
}
