package io.millrace.bench.job;

import io.millrace.dsl.Decoder;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Framing;
import io.millrace.dsl.RecordCursor;

/**
 * {@link Decoders#lines}, a string for each record, for lines that end in the record generator's
 * time stamp.
 */
record TimedLines() implements Decoder<String> {
  @Override
  public Framing framing() {
    return Decoders.lines().framing();
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
    return new Cursor(Decoders.lines().cursor());
  }

  /** Adds the time to the lines. */
  private static final class Cursor implements RecordCursor<String> {
    private final RecordCursor<String> lines;
    private long referenceMicros;

    private Cursor(RecordCursor<String> lines) {
      this.lines = lines;
    }

    @Override
    public void reset(byte[] bytes, int from, int to, long nearbyMicros) {
      lines.reset(bytes, from, to, nearbyMicros);
      referenceMicros = nearbyMicros;
    }

    @Override
    public Next next() {
      return lines.next();
    }

    @Override
    public String value() {
      return lines.value();
    }

    @Override
    public long generatedMicros() {
      return StampedLine.generatedMicros(lines.value(), referenceMicros);
    }

    @Override
    public int start() {
      return lines.start();
    }

    @Override
    public int end() {
      return lines.end();
    }

    @Override
    public String rejection() {
      return lines.rejection();
    }
  }
}
