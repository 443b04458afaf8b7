package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
