package io.millrace.actors.worker.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotPoolTest {
  @Test
  void each_slot_has_a_thread_and_a_number_of_its_own() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CyclicBarrier all = new CyclicBarrier(4);
    try (SlotPool pool = new SlotPool(3, 3)) {
      for (int i = 0; i < 3; i++) {
        pool.offer(
            slot -> {
              seen.add(Thread.currentThread().getName() + " runs as " + slot);
              await(all);
            });
      }
      all.await(10, TimeUnit.SECONDS);
    }
    assertThat(seen)
        .containsExactlyInAnyOrder("slot-0 runs as 0", "slot-1 runs as 1", "slot-2 runs as 2");
  }

  @Test
  void work_is_refused_when_the_queue_is_full() throws Exception {
    CyclicBarrier busy = new CyclicBarrier(2);
    CountDownLatch ran = new CountDownLatch(2);
    try (SlotPool pool = new SlotPool(1, 1)) {
      pool.offer(
          slot -> {
            await(busy);
            await(busy);
            ran.countDown();
          });
      busy.await(10, TimeUnit.SECONDS);
      assertThat(pool.offer(slot -> ran.countDown())).isTrue();
      assertThat(pool.offer(slot -> ran.countDown())).isFalse();
      busy.await(10, TimeUnit.SECONDS);
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closing_interrupts_what_runs_and_ends_the_thread() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread[] slotThread = new Thread[1];
    SlotPool pool = new SlotPool(1, 1);
    pool.offer(
        slot -> {
          slotThread[0] = Thread.currentThread();
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    running.await();

    pool.close();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    slotThread[0].join(10_000);
    assertThat(slotThread[0].isAlive()).isFalse();
  }

  @Test
  void only_the_work_that_nobody_wants_is_interrupted() throws Exception {
    CyclicBarrier atWork = new CyclicBarrier(3);
    CountDownLatch unwantedEnded = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> interrupted = new CopyOnWriteArrayList<>();
    try (SlotPool pool = new SlotPool(2, 2)) {
      SlotPool.Work unwanted =
          work("unwanted", atWork, release, interrupted, unwantedEnded::countDown);
      pool.offer(unwanted);
      pool.offer(work("wanted", atWork, release, interrupted, () -> {}));
      atWork.await(10, TimeUnit.SECONDS);
      pool.interrupt(work -> work == unwanted);
      assertThat(unwantedEnded.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(interrupted).containsExactly("unwanted");
      release.countDown();
    }
  }

  private static SlotPool.Work work(
      String name,
      CyclicBarrier atWork,
      CountDownLatch release,
      List<String> interrupted,
      Runnable atEnd) {
    return slot -> {
      await(atWork);
      try {
        release.await();
      } catch (InterruptedException e) {
        interrupted.add(name);
      }
      atEnd.run();
    };
  }

  @Test
  void a_renewed_slot_has_nothing_of_what_was_left_in_its_thread() throws Exception {
    ThreadLocal<String> left = new InheritableThreadLocal<>();
    List<String> seen = new CopyOnWriteArrayList<>();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (SlotPool pool = new SlotPool(1, 1)) {
      for (int round = 0; round < 3; round++) {
        CountDownLatch ran = new CountDownLatch(1);
        pool.offer(
            slot -> {
              seen.add(Thread.currentThread().getName() + " " + left.get());
              threads.add(Thread.currentThread());
              left.set("litter");
              pool.renew(); // while it works: it ends its work first
              ran.countDown();
            });
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        pool.renew(); // and perhaps while it waits
      }
    }
    assertThat(seen).containsOnly("slot-0 null");
    assertThat(threads).hasSize(3);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
