package io.millrace.dsl;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Walks records as a {@link Framing} delimits them, each made from its content. */
final class FramedCursor<T> implements RecordCursor<T> {
  private final Framing framing;
  private final Content<T> content;
  private byte[] bytes = {};
  private int start;
  private int end;
  private int limit;
  private @Nullable T value;
  private String rejection = "";

  FramedCursor(Framing framing, Content<T> content) {
    this.framing = framing;
    this.content = content;
  }

  /** Makes a record of the content of one. */
  @FunctionalInterface
  interface Content<T> {
    /**
     * Reads {@code bytes[from, to)}.
     *
     * @throws IOException when it is no record; the message says why
     */
    T read(byte[] bytes, int from, int to) throws IOException;
  }

  @Override
  public void reset(byte[] block, int from, int to, long referenceMicros) {
    bytes = block;
    start = from;
    end = from;
    limit = to;
  }

  @Override
  public Next next() {
    if (end == limit) {
      return Next.END;
    }
    start = end;
    end = framing.recordEnd(bytes, start, limit);
    int from = framing.contentStart(bytes, start, end);
    int to = framing.contentEnd(bytes, start, end);
    try {
      value = content.read(bytes, from, to);
      return Next.RECORD;
    } catch (IOException e) {
      rejection = Objects.requireNonNullElse(e.getMessage(), "the record ends inside its content");
      return Next.REJECTED;
    } catch (RuntimeException e) {
      rejection = "the decoder threw " + e;
      return Next.REJECTED;
    }
  }

  @Override
  public T value() {
    return Objects.requireNonNull(value, "next() has found no record");
  }

  @Override
  public long generatedMicros() {
    return NO_TIME;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public String rejection() {
    return rejection;
  }
}
