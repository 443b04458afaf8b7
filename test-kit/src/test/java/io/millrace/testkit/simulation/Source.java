package io.millrace.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One split of the job's source: sends records to whoever opened it last until it ends, whoever
 * reads them. What nobody read in time is not sent again.
 */
final class Source {
  private final String name;
  private final EventQueue queue;
  private final SplittableRandom random;
  private final long endsAt;
  private final AtomicLong nextRecord;
  private @Nullable Reader reader;

  /**
   * @param nextRecord numbers the records of all sources
   */
  Source(
      String name, EventQueue queue, SplittableRandom random, long endsAt, AtomicLong nextRecord) {
    this.name = name;
    this.queue = queue;
    this.random = random;
    this.endsAt = endsAt;
    this.nextRecord = nextRecord;
  }

  /** Takes what a source sends. */
  interface Reader {
    void received(List<byte[]> records);

    /** The connection broke between two records, and there is a new one. */
    void reconnected();

    void ended();
  }

  /** Connects; who was connected before hears nothing more. */
  void open(Reader newReader) {
    reader = newReader;
    sendLater(newReader);
  }

  private void sendLater(Reader to) {
    long pause = random.nextLong(random.nextInt(10) == 0 ? 30 : 3) * Parameters.MILLI;
    queue.after(1 + pause, name + " sends", () -> send(to));
  }

  private void send(Reader to) {
    if (to != reader) {
      return;
    }
    if (queue.now() >= endsAt) {
      to.ended();
      return;
    }
    to.received(records());
    if (random.nextInt(15) == 0) {
      to.reconnected();
    }
    sendLater(to);
  }

  private List<byte[]> records() {
    List<byte[]> records = new ArrayList<>();
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      records.add(Records.framed(nextRecord.getAndIncrement(), random));
    }
    return records;
  }
}
