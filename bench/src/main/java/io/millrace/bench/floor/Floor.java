package io.millrace.bench.floor;

import io.millrace.actors.shared.NodeProcess;
import io.millrace.bench.yardstick.YardstickFigures;
import io.millrace.bench.yardstick.YardstickProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of a floor. Says {@code over} when the measured time is over, reads on to the end of
 * its connections or of its standard input, and says what it came to.
 */
public final class Floor {
  private static final long LOOK_MILLIS = 20;

  private final FloorTimes times;
  private final List<FloorConnection> connections;
  private final CountDownLatch running;
  private final List<String> failures = new ArrayList<>();
  private final FloorPlan plan;

  private Floor(FloorPlan plan) {
    this.plan = plan;
    this.times = new FloorTimes(plan);
    this.connections =
        plan.sources().stream().map(source -> new FloorConnection(source, plan, times)).toList();
    this.running = new CountDownLatch(connections.size());
  }

  /** Called by {@link Floors}. */
  public static void main(String[] arguments) throws InterruptedException {
    Floor floor = new Floor(FloorPlan.of(List.of(arguments)));
    NodeProcess.hear(System.in, line -> {}, floor::stop);
    System.exit(floor.run());
  }

  private int run() throws InterruptedException {
    connections.forEach(this::start);
    boolean said = false;
    while (!running.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (!said && times.isOver(times.nanos())) {
        System.out.println(YardstickProcess.OVER);
        said = true;
      }
    }
    return conclude();
  }

  private void start(FloorConnection connection) {
    Thread thread = new Thread(() -> run(connection), "floor");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(FloorConnection connection) {
    try {
      connection.run();
    } catch (IOException e) {
      fail(e);
    } finally {
      running.countDown();
    }
  }

  private synchronized void fail(IOException why) {
    failures.add(String.valueOf(why.getMessage()));
  }

  private void stop() {
    connections.forEach(FloorConnection::stop);
  }

  private synchronized int conclude() {
    if (!failures.isEmpty()) {
      System.err.println("a connection of the floor failed: " + failures.get(0));
      return 1;
    }
    System.out.println(figures().toLine());
    return 0;
  }

  private YardstickFigures figures() {
    FloorSums all = new FloorSums();
    connections.forEach(connection -> all.add(connection.work().sums()));
    List<RecordWork> works = connections.stream().map(FloorConnection::work).toList();
    return new YardstickFigures(
        works.stream().mapToLong(RecordWork::records).sum(),
        works.stream().mapToLong(work -> work.ids().lost()).sum(),
        works.stream().mapToLong(work -> work.ids().duplicated()).sum(),
        works.stream().mapToLong(RecordWork::rejected).sum(),
        plan.measured().toNanos() / 1e9,
        all.count(),
        all.firstHalfMean(),
        all.secondHalfMean(),
        all.distribution(),
        null);
  }
}
