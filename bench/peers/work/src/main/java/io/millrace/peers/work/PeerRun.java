package io.millrace.peers.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/**
 * The one run of this process: what the tasks of the peer share, and what it tells whoever started
 * it.
 *
 * <pre>
 *  it prints                      it hears
 *  engine Apache Spark 4.1.0
 *  over
 *                                 sent 6000000        the sources have ended
 *  figures {..}
 * </pre>
 */
public final class PeerRun {
  private static final long LOOK_MILLIS = 20;
  private static final long SETTLING_NANOS = 3_000_000_000L;
  private static final long MOST_LATENCY_MICROS = 5_000_000;
  private static final long DRAIN_PATIENCE_NANOS = 5_000_000_000L;

  private static volatile PeerRun here;

  private final int recordBytes;
  private final Clock clock = new Clock();
  private final MeasuredSpan span;
  private final IdOrder order;
  private final List<RecordWork> works = new CopyOnWriteArrayList<>();
  private final Queue<RecordWork> idle = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Long> sent = new CompletableFuture<>();
  private double seconds;
  private String problem;

  private PeerRun(PeerOrder peerOrder) {
    recordBytes = peerOrder.number("record-bytes");
    span = new MeasuredSpan(peerOrder.duration("warm-up"), peerOrder.duration("measured"));
    order = new IdOrder(new StampedRecord(recordBytes).idRange());
    seconds = span.measuredSeconds();
  }

  /**
   * Begins it; to be called once, before the peer runs anything.
   *
   * @param engine name and version of the peer
   */
  public static PeerRun begin(PeerOrder order, String engine) {
    PeerRun run = new PeerRun(order);
    here = run;
    Thread listener = new Thread(run::listen, "peer-run-stdin");
    listener.setDaemon(true);
    listener.start();
    System.out.println("engine " + engine);
    return run;
  }

  /** For functions that the peer carries to their place by serialization. */
  public static PeerRun here() {
    return here;
  }

  /** A worker for a thread, which others have had before it. */
  public RecordWork take() {
    RecordWork work = idle.poll();
    if (work == null) {
      work = new RecordWork(recordBytes, clock, span);
      works.add(work);
    }
    return work;
  }

  /**
   * Ends a block.
   *
   * @param number of the block in its source, counted from 0 without a gap
   */
  public void endBlock(RecordWork work, int source, long number) {
    work.endBlock(order, source, number);
  }

  /** Gives a worker back. */
  public void putBack(RecordWork work) {
    idle.add(work);
  }

  /** Waits for the end of the time, for that of the sources and of what they sent; ends the JVM. */
  public void finish() throws InterruptedException, ExecutionException {
    awaitOver();
    System.out.println("over");
    awaitRecords(sent.get());
    System.out.println("figures " + json());
    System.out.flush();
    Runtime.getRuntime().halt(0); // the peer's own way to end takes seconds and tells nothing
  }

  private void awaitOver() throws InterruptedException {
    long now = clock.nanos();
    while (!span.isOver(now)) {
      if (span.elapsedNanos(now) > SETTLING_NANOS && latestMicros() > MOST_LATENCY_MICROS) {
        problem = "it did not keep up: records took over 5 s";
        seconds = span.elapsedNanos(now) / 1e9;
        return;
      }
      Thread.sleep(LOOK_MILLIS);
      now = clock.nanos();
    }
  }

  /** Hears how much was sent; the end of standard input is that of whoever started this. */
  private void listen() {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        sent.complete(Long.valueOf(line.substring("sent ".length())));
      }
    } catch (IOException e) {
      System.err.println("standard input can't be read: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }

  /** Until all are there, or nothing has moved for a while. */
  private void awaitRecords(long expected) throws InterruptedException {
    long seen = -1;
    long movedNanos = clock.nanos();
    while (seen < expected && clock.nanos() - movedNanos < DRAIN_PATIENCE_NANOS) {
      long now = records() + rejected();
      if (now != seen) {
        seen = now;
        movedNanos = clock.nanos();
      }
      Thread.sleep(LOOK_MILLIS);
    }
    Thread.sleep(LOOK_MILLIS); // for the ids of the last block, and for any that came twice
  }

  private long records() {
    return works.stream().mapToLong(RecordWork::records).sum();
  }

  private long rejected() {
    return works.stream().mapToLong(RecordWork::rejected).sum();
  }

  private long latestMicros() {
    return works.stream().mapToLong(RecordWork::latestMicros).max().orElse(0);
  }

  private String json() {
    Latencies all = new Latencies();
    works.forEach(work -> all.add(work.latencies()));
    return String.format(
        Locale.ROOT,
        "{\"records\":%d,\"lost\":%d,\"duplicated\":%d,\"rejected\":%d,\"seconds\":%.6f,"
            + "\"measuredRecords\":%d,\"firstHalfMean\":%.3f,\"secondHalfMean\":%.3f,"
            + "\"latency\":%s,\"problem\":%s}",
        records(),
        order.lost(),
        order.duplicated(),
        rejected(),
        seconds,
        all.count(),
        all.firstHalfMean(),
        all.secondHalfMean(),
        all.json(),
        problem == null ? "null" : '"' + problem + '"');
  }
}
