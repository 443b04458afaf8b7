package io.millrace.dsl;

import java.nio.charset.StandardCharsets;

/** See {@link Decoders#lines}. */
enum LineDecoder implements Decoder<String> {
  INSTANCE;

  @Override
  public Framing framing() {
    return Framing.line();
  }

  @Override
  public Class<String> type() {
    return String.class;
  }

  @Override
  public boolean isView() {
    return false;
  }

  @Override
  public RecordCursor<String> cursor() {
    return new FramedCursor<>(framing(), LineDecoder::text);
  }

  private static String text(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
