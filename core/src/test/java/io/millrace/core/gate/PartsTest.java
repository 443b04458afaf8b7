package io.millrace.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void parts_that_come_out_of_order_and_twice_make_the_whole() {
    Parts parts = new Parts(3);
    assertThat(parts.add(2, new byte[] {5})).isTrue();
    assertThat(parts.add(0, new byte[] {1, 2})).isTrue();
    assertThat(parts.add(2, new byte[] {9, 9})).isFalse();
    assertThat(parts.complete()).isFalse();
    assertThat(parts.indices()).containsExactly(0, 2);
    assertThat(parts.add(1, new byte[] {3, 4})).isTrue();

    assertThat(parts.complete()).isTrue();
    assertThat(parts.bytes()).isEqualTo(5);
    assertThat(parts.joined()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void an_empty_part_counts() {
    Parts parts = new Parts(1);
    parts.add(0, new byte[0]);
    assertThat(parts.complete()).isTrue();
    assertThat(parts.joined()).isEmpty();
  }
}
