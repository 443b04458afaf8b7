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
    return new Cursor();
  }

  private static final class Cursor implements RecordCursor<String> {
    private byte[] bytes = {};
    private int start;
    private int end;
    private int limit;

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
      end = LineFraming.lineEnd(bytes, start, limit);
      return Next.RECORD;
    }

    @Override
    public String value() {
      int to = bytes[end - 1] == '\n' ? end - 1 : end;
      if (to > start && bytes[to - 1] == '\r') {
        to--;
      }
      return new String(bytes, start, to - start, StandardCharsets.UTF_8);
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
      return "";
    }
  }
}
