package io.millrace.dsl;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** See {@link Sources#custom}: records as length-prefixed bytes. */
record CodecSource<T>(RecordSource<T> records, Codec<T> codec) implements CustomSource {
  @Override
  public List<String> splits() {
    return records.splits();
  }

  @Override
  public boolean isBounded() {
    return records.isBounded();
  }

  @Override
  public SourceReader open(int split, Offset from) throws IOException {
    return CodecReader.open(this, split, from);
  }

  /** The records as {@link Framing#lengthPrefixed()} wants them. */
  static <T> byte[] encode(Codec<T> codec, List<? extends T> records) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    DataOutputStream framed = new DataOutputStream(all);
    for (T record : records) {
      one.reset();
      codec.encode(record, new DataOutputStream(one));
      framed.writeInt(one.size());
      one.writeTo(framed);
    }
    return all.toByteArray();
  }
}
