package io.millrace.actors.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTickerTest {
  private static final long INTERVAL = 1_000_000;

  private final Clock clock = System::nanoTime;
  private final BatchTicker ticker = BatchTicker.start(clock, "ticker-under-test");

  @AfterEach
  void close() {
    ticker.close();
  }

  @Test
  void calls_each_target_at_its_deadlines_and_never_before() throws InterruptedException {
    Grid first = new Grid(INTERVAL);
    Grid second = new Grid(3 * INTERVAL);
    ticker.register(first);
    ticker.register(second);

    for (int i = 0; i < 10; i++) {
      assertThat(first.nextLateness()).isNotNegative();
      assertThat(second.nextLateness()).isNotNegative();
    }
  }

  @Test
  void calls_no_more_who_is_unregistered() throws InterruptedException {
    Grid gone = new Grid(INTERVAL);
    Grid stays = new Grid(INTERVAL);
    ticker.register(gone);
    assertThat(gone.nextLateness()).isNotNegative();
    ticker.unregister(gone);
    ticker.register(stays);
    stays.nextLateness();
    gone.lateness.clear();

    for (int i = 0; i < 5; i++) {
      stays.nextLateness();
    }
    assertThat(gone.lateness).isEmpty();
  }

  @Test
  void a_target_that_fails_takes_no_other_with_it() throws InterruptedException {
    Grid healthy = new Grid(INTERVAL);
    ticker.register(new Failing());
    ticker.register(healthy);

    assertThat(healthy.nextLateness()).isNotNegative();
    assertThat(healthy.nextLateness()).isNotNegative();
  }

  /** Deadlines an interval apart, as seen by this test. */
  private final class Grid implements BatchTicker.Target {
    private final long interval;
    private final BlockingQueue<Long> lateness = new LinkedBlockingQueue<>();
    private volatile long next;

    private Grid(long interval) {
      this.interval = interval;
      this.next = clock.nanos() + interval;
    }

    @Override
    public long nextDeadline() {
      return next;
    }

    @Override
    public void onDeadline() {
      lateness.add(clock.nanos() - next);
      next += interval;
    }

    long nextLateness() throws InterruptedException {
      Long taken = lateness.poll(20, TimeUnit.SECONDS);
      assertThat(taken).as("a deadline within 20 s").isNotNull();
      return taken;
    }
  }

  private static final class Failing implements BatchTicker.Target {
    @Override
    public long nextDeadline() {
      return 0;
    }

    @Override
    public void onDeadline() {
      throw new IllegalStateException("planted");
    }
  }
}
