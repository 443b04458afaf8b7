package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CreditAccountTest {
  private final CreditAccount account = new CreditAccount(10);

  @Test
  void grants_up_to_the_limit_and_all_or_nothing() {
    assertThat(account.tryTake(7)).isTrue();
    assertThat(account.tryTake(4)).isFalse();
    assertThat(account.tryTake(3)).isTrue();
    assertThat(account.taken()).isEqualTo(10);

    account.giveBack(7);
    assertThat(account.tryTake(4)).isTrue();
  }

  @Test
  void refuses_credit_that_was_never_taken() {
    assertThat(account.tryTake(2)).isTrue();

    assertThatThrownBy(() -> account.giveBack(3))
        .hasMessage("3 bytes of credit given back, only 2 were taken");
  }

  @Test
  void threads_that_share_it_never_have_more_than_the_limit() throws InterruptedException {
    AtomicLong out = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Runnable user =
        () -> {
          for (int i = 0; i < 100_000; i++) {
            if (account.tryTake(4)) {
              most.accumulateAndGet(out.addAndGet(4), Math::max);
              out.addAndGet(-4);
              account.giveBack(4);
            }
          }
        };
    List<Thread> users = List.of(new Thread(user), new Thread(user), new Thread(user));
    users.forEach(Thread::start);
    for (Thread each : users) {
      each.join();
    }

    assertThat(most).hasValueLessThanOrEqualTo(10);
    assertThat(account.taken()).isZero();
  }
}
