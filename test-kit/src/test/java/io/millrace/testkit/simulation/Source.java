package io.millrace.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One split of the job's source: sends new records on each connection until it ends or the other
 * side is gone. What it sent is not sent again.
 */
final class Source {
  private final String name;
  private final EventQueue queue;
  private final SplittableRandom random;
  private final long endsAt;
  private final AtomicLong nextRecord;
  private final LongConsumer sent;

  /**
   * @param nextRecord numbers the records of all sources
   * @param sent hears of each
   */
  Source(
      String name,
      EventQueue queue,
      SplittableRandom random,
      long endsAt,
      AtomicLong nextRecord,
      LongConsumer sent) {
    this.sent = sent;
    this.name = name;
    this.queue = queue;
    this.random = random;
    this.endsAt = endsAt;
    this.nextRecord = nextRecord;
  }

  /** Takes what a source sends. */
  interface Reader {
    boolean isConnected();

    void received(List<byte[]> records);

    /** The connection broke between two records, and there is a new one. */
    void reconnected();

    void ended();
  }

  /** A connection, of which there may be several while a zombie lives; each ends at its time. */
  void open(Reader reader) {
    long end = Math.max(endsAt, queue.now() + random.nextLong(30 * Parameters.MILLI));
    sendLater(reader, end);
  }

  private void sendLater(Reader to, long end) {
    long pause = random.nextLong(random.nextInt(10) == 0 ? 30 : 3) * Parameters.MILLI;
    queue.after(1 + pause, name + " sends", () -> send(to, end));
  }

  private void send(Reader to, long end) {
    if (!to.isConnected()) {
      return;
    }
    if (queue.now() >= end) {
      to.ended();
      return;
    }
    to.received(records());
    if (random.nextInt(15) == 0) {
      to.reconnected();
    }
    sendLater(to, end);
  }

  private List<byte[]> records() {
    List<byte[]> records = new ArrayList<>();
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      long record = nextRecord.getAndIncrement();
      sent.accept(record);
      records.add(Records.framed(record, random));
    }
    return records;
  }
}
