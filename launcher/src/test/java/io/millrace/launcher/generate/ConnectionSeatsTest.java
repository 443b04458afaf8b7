package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A seat that is waited for in vain shows as a time-out. */
@Timeout(30)
class ConnectionSeatsTest {

  private final ConnectionSeats seats = new ConnectionSeats(2);

  @Test
  void a_seat_left_by_its_reader_may_be_taken_again() throws InterruptedException {
    assertThat(seats.take()).isTrue();
    assertThat(seats.take()).isTrue();
    seats.leave();

    assertThat(seats.take()).isTrue();
  }

  @Test
  void once_a_seat_was_lived_out_who_finds_none_is_turned_away() throws InterruptedException {
    assertThat(seats.take()).isTrue();
    seats.liveOut();

    assertThat(seats.take()).isTrue();
    assertThat(seats.take()).isFalse();
  }

  @Test
  void who_comes_while_all_are_taken_waits_for_one() throws InterruptedException {
    seats.take();
    seats.take();

    assertWaits(seats::take);
  }

  @Test
  void nobody_is_seated_after_the_close() throws InterruptedException {
    seats.close();

    assertThat(seats.take()).isFalse();
    seats.awaitEnd();
  }

  @Test
  void the_run_ends_when_every_seat_was_lived_out() throws InterruptedException {
    seats.take();
    seats.take();
    seats.liveOut();
    seats.liveOut();

    seats.awaitEnd();
    assertThat(seats.take()).isFalse();
  }

  @Test
  void the_run_goes_on_while_one_was_not() throws InterruptedException {
    seats.take();
    seats.take();
    seats.liveOut();

    assertWaits(seats::awaitEnd);
  }

  /** Whoever would wait is interrupted. */
  private static void assertWaits(ThrowingCallable call) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(call).isInstanceOf(InterruptedException.class);
  }
}
