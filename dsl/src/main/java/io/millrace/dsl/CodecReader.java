package io.millrace.dsl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Hands out the records of a {@link RecordReader} as bytes. Its offset is that of the record reader
 * before the records that are being handed out, behind the number of their bytes that were: {@code
 * 17@inner}.
 */
final class CodecReader<T> implements SourceReader {
  private final RecordReader<T> records;
  private final Codec<T> codec;
  private Optional<Offset> before;
  private ByteBuffer handingOut = ByteBuffer.allocate(0);
  private int toSkip;

  private CodecReader(RecordReader<T> records, Codec<T> codec, int toSkip) {
    this.records = records;
    this.codec = codec;
    this.toSkip = toSkip;
    this.before = records.offset();
  }

  static <T> CodecReader<T> open(CodecSource<T> source, int split, Offset from) throws IOException {
    int at = from.text().indexOf('@');
    Offset inner = new Offset(from.text().substring(at + 1));
    int toSkip = at < 0 ? 0 : Integer.parseInt(from.text().substring(0, at));
    return new CodecReader<>(source.records().open(split, inner), source.codec(), toSkip);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!handingOut.hasRemaining()) {
      before = records.offset();
      List<T> next = records.read();
      if (next.isEmpty()) {
        return END;
      }
      handingOut = ByteBuffer.wrap(CodecSource.encode(codec, next));
      int skipped = Math.min(toSkip, handingOut.remaining());
      handingOut.position(skipped);
      toSkip -= skipped;
    }
    int bytes = Math.min(into.remaining(), handingOut.remaining());
    into.put(handingOut.slice().limit(bytes));
    handingOut.position(handingOut.position() + bytes);
    return bytes;
  }

  @Override
  public Optional<Offset> offset() {
    if (!handingOut.hasRemaining() && toSkip == 0) {
      return records.offset().map(place -> new Offset("0@" + place.text()));
    }
    int handedOut = handingOut.position() + toSkip;
    return before.map(place -> new Offset(handedOut + "@" + place.text()));
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
