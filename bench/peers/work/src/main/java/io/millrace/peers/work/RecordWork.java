package io.millrace.peers.work;

/**
 * What is done with each record: parse it, see whether its id is the next, read the clock once for
 * 64 of them, put the latency of each into a histogram. For one thread at a time.
 */
public final class RecordWork {
  private static final int CHUNK = 64;

  private final Clock clock;
  private final MeasuredSpan span;
  private final StampedRecord record;
  private final IdRuns ids;
  private final Latencies latencies = new Latencies();
  private final long[] times = new long[CHUNK];
  private final byte[] text;
  private int pending;
  private volatile long records;
  private volatile long rejected;
  private volatile long latestMicros;

  RecordWork(int recordBytes, Clock clock, MeasuredSpan span) {
    this.clock = clock;
    this.span = span;
    this.record = new StampedRecord(recordBytes);
    this.ids = new IdRuns(record.idRange());
    this.text = new byte[recordBytes];
  }

  /**
   * Works on a block.
   *
   * @param bytes whole records, nothing else
   */
  public void block(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (bytes.length - at >= record.length() && record.read(bytes, at, true)) {
        add();
        at += record.length();
      } else {
        rejected++;
        at = behindNewline(bytes, at);
      }
    }
  }

  private static int behindNewline(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  /** Works on one line, without its newline. */
  @SuppressWarnings("deprecation") // the cheapest way to the bytes of ASCII, and the records are
  public void line(String line) {
    if (line.length() == record.length() - 1) {
      line.getBytes(0, line.length(), text, 0);
      if (record.read(text, 0, false)) {
        add();
        return;
      }
    }
    rejected++;
  }

  private void add() {
    ids.add(record.connection(), record.id());
    if (pending == CHUNK) {
      endChunk();
    }
    times[pending++] = record.time();
  }

  private void endChunk() {
    if (pending == 0) {
      return;
    }
    long nanos = clock.nanos();
    span.recordsCame(nanos);
    long now = clock.epochMicros(nanos);
    if (span.isMeasured(nanos)) {
      boolean early = span.isEarly(nanos);
      for (int i = 0; i < pending; i++) {
        latencies.add(since(times[i], now), early);
      }
    }
    latestMicros = since(times[pending - 1], now);
    records += pending;
    pending = 0;
  }

  /** From a time that is known modulo the range to now. */
  private static long since(long time, long now) {
    long elapsed = now % StampedRecord.TIME_RANGE - time;
    return elapsed < -StampedRecord.TIME_RANGE / 2 ? elapsed + StampedRecord.TIME_RANGE : elapsed;
  }

  /** Ends a block, and hands its ids in. */
  void endBlock(IdOrder order, int source, long number) {
    endChunk();
    order.add(source, number, ids.take());
  }

  Latencies latencies() {
    return latencies;
  }

  long records() {
    return records;
  }

  long rejected() {
    return rejected;
  }

  /** Of the last record it saw. */
  long latestMicros() {
    return latestMicros;
  }
}
