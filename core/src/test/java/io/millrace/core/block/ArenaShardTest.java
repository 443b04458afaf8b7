package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArenaShardTest {
  private final CreditAccount budget = new CreditAccount(250);
  private final ArenaShard shard = new ArenaShard(100, budget);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void refuses_a_block_when_the_budget_has_no_segment_left() {
    assertThat(shard.store(bytes(60, 1))).isPresent();
    ArenaShard.Place second = shard.store(bytes(60, 2)).orElseThrow();

    assertThat(shard.store(bytes(60, 3))).isEmpty();
    assertThat(shard.usedBytes()).isEqualTo(200);

    shard.release(second);
    assertThat(shard.store(bytes(60, 3))).isPresent();
  }

  @Test
  void a_segment_goes_back_when_its_last_block_is_released() {
    ArenaShard.Place first = shard.store(bytes(50, 1)).orElseThrow();
    ArenaShard.Place second = shard.store(bytes(50, 2)).orElseThrow();
    assertThat(shard.store(bytes(50, 3))).isPresent();
    assertThat(shard.usedBytes()).isEqualTo(200);

    shard.release(first);
    assertThat(shard.usedBytes()).isEqualTo(200);
    shard.release(second);
    assertThat(shard.usedBytes()).isEqualTo(100);
  }

  @Test
  void an_empty_shard_leaves_the_budget_to_others() {
    ArenaShard other = new ArenaShard(100, budget);
    ArenaShard.Place first = shard.store(bytes(60, 1)).orElseThrow();
    ArenaShard.Place second = shard.store(bytes(60, 2)).orElseThrow();
    assertThat(other.store(bytes(60, 3))).isEmpty();

    shard.release(first);
    shard.release(second);

    assertThat(shard.usedBytes()).isZero();
    assertThat(other.store(bytes(60, 3))).isPresent();
    assertThat(other.store(bytes(60, 4))).isPresent();
  }

  @Test
  void a_shard_that_is_empty_after_each_batch_uses_the_same_memory_again() {
    ArenaShard.Place first = shard.store(bytes(60, 1)).orElseThrow();
    shard.release(first);

    assertThat(shard.store(bytes(60, 2)).orElseThrow().bytes()).isSameAs(first.bytes());
  }

  @Test
  void refuses_what_can_never_fit() {
    assertThatThrownBy(() -> shard.store(bytes(101, 1)))
        .hasMessage("a block of 101 bytes does not fit into a segment of 100");
    assertThatThrownBy(() -> new ArenaShard(300, budget))
        .hasMessageContaining("a segment of 300 bytes does not fit into a shard of 250 bytes");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keeps_every_block_until_it_is_released_and_never_exceeds_the_budget(long seed) {
    Random random = new Random(seed);
    CreditAccount account = new CreditAccount(100 * (1 + random.nextInt(6)));
    ArenaShard arena = new ArenaShard(100, account);
    List<Stored> stored = new ArrayList<>();

    for (int step = 0; step < 300; step++) {
      if (random.nextInt(5) < 3) {
        byte[] content = new byte[1 + random.nextInt(100)];
        random.nextBytes(content);
        Optional<ArenaShard.Place> place = arena.store(ByteBuffer.wrap(content));
        place.ifPresent(p -> stored.add(new Stored(p, content)));
        assertThat(place.isPresent() || !stored.isEmpty()).isTrue();
      } else if (!stored.isEmpty()) {
        arena.release(stored.remove(random.nextInt(stored.size())).place());
      }
      assertThat(account.taken()).isBetween(0L, account.limit());
      assertThat(stored).allMatch(Stored::intact);
    }
    stored.forEach(block -> arena.release(block.place()));

    assertThat(account.taken()).isZero();
  }

  private static ByteBuffer bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.wrap(bytes);
  }

  private record Stored(ArenaShard.Place place, byte[] content) {
    boolean intact() {
      int from = place.offset();
      return Arrays.equals(place.bytes(), from, from + content.length, content, 0, content.length);
    }
  }
}
