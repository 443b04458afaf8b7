package io.millrace.actors.worker.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UserCallTest {
  private final ClassLoader ofJob = new URLClassLoader(new URL[0], null);
  private final UserCall call = new UserCall(ofJob);

  @Test
  void the_loader_of_the_thread_is_the_jobs_inside_and_what_it_was_outside() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    call.enter();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ofJob);
    call.leave();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void what_is_inside_is_interrupted_and_the_thread_goes_on_without_it() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    boolean[] after = {true};
    Thread thread =
        new Thread(
            () -> {
              call.enter();
              inside.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt(); // left behind
              }
              call.leave();
              after[0] = Thread.currentThread().isInterrupted();
            });
    thread.start();
    inside.await();
    call.interrupt();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    thread.join(10_000);
    assertThat(after[0]).isFalse();
  }

  @Test
  void a_call_that_comes_later_finds_itself_interrupted() {
    call.interrupt();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    call.enter();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    call.leave();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
