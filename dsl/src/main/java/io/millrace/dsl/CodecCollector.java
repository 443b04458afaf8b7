package io.millrace.dsl;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** See {@link SinkCollector#of}. */
final class CodecCollector<T> implements SinkCollector<T> {
  private final Codec<T> codec;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream records = new DataOutputStream(bytes);

  CodecCollector(Codec<T> codec) {
    this.codec = codec;
  }

  @Override
  public void accept(T record) throws IOException {
    codec.encode(record, records);
  }

  @Override
  public void finish(DataOutput output) throws IOException {
    output.write(bytes.toByteArray());
    bytes.reset();
  }

  @Override
  public void discard() {
    bytes.reset();
  }
}
