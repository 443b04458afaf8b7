package io.millrace.bench.job;

import io.millrace.dsl.Decoder;
import io.millrace.dsl.Framing;
import io.millrace.dsl.RecordCursor;

/** Lines of which nothing is looked at but their ends: each is the number 1. */
record CountedLines() implements Decoder<Long> {
  @Override
  public Framing framing() {
    return Framing.line();
  }

  @Override
  public Class<Long> type() {
    return Long.class;
  }

  @Override
  public boolean isView() {
    return false;
  }

  @Override
  public RecordCursor<Long> cursor() {
    return new Cursor();
  }

  private static final class Cursor implements RecordCursor<Long> {
    private static final Long ONE = 1L;

    private final Framing framing = Framing.line();
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
      start = end;
      if (start == limit) {
        return Next.END;
      }
      end = framing.recordEnd(bytes, start, limit);
      return Next.RECORD;
    }

    @Override
    public Long value() {
      return ONE;
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
