package io.millrace.dsl;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** See {@link Decoders#of}. */
record CodecDecoder<T>(Codec<T> codec) implements Decoder<T> {
  @Override
  public Framing framing() {
    return Framing.lengthPrefixed();
  }

  @Override
  public Class<T> type() {
    return codec.type();
  }

  @Override
  public boolean isView() {
    return false;
  }

  @Override
  public RecordCursor<T> cursor() {
    return new FramedCursor<>(framing(), this::decode);
  }

  private T decode(byte[] bytes, int from, int to) throws IOException {
    ByteArrayInputStream content = new ByteArrayInputStream(bytes, from, to - from);
    T record = codec.decode(new DataInputStream(content));
    if (content.available() > 0) {
      throw new IOException(
          "%d bytes are left behind a %s"
              .formatted(content.available(), codec.type().getSimpleName()));
    }
    return record;
  }
}
