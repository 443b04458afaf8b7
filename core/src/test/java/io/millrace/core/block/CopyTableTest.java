package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.BlockCopy;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTableTest {
  private static final WorkerId HOLDER = new WorkerId("holder");
  private static final BlockMeta META = new BlockMeta(new BlockId(new StreamId(0), 40), 45, 2);
  private static final BlockRef REF = new BlockRef(META, HOLDER);

  private final CopyTable copies = new CopyTable();

  @Test
  void asks_once_and_serves_all_who_wait() {
    assertThat(copies.want(1, List.of(REF))).containsExactly(REF);
    assertThat(copies.want(2, List.of(REF))).isEmpty();

    assertThat(copies.onPart(part(0, 1, 2, 3))).isEmpty();
    assertThat(copies.find(META.id())).isEmpty();
    assertThat(copies.onPart(part(1, 4, 5))).containsExactlyInAnyOrder(1L, 2L);

    Block block = copies.find(META.id()).orElseThrow();
    assertThat(block.meta()).isEqualTo(META);
    assertThat(block.bytes()).containsExactly(1, 2, 3, 4, 5);
    assertThat(block.reads().ends()).containsExactly(2, 5);
    assertThat(block.reads().nanos()).containsExactly(70, 80);
    assertThat(block.sealedNanos()).isEqualTo(99);
  }

  @Test
  void keeps_a_copy_until_the_last_attempt_has_ended() {
    copies.want(1, List.of(REF));
    copies.want(2, List.of(REF));
    copies.onPart(part(0, 1, 2, 3));
    copies.onPart(part(1, 4, 5));

    copies.unpin(1);
    assertThat(copies.find(META.id())).isPresent();
    copies.unpin(2);
    assertThat(copies.isEmpty()).isTrue();
  }

  @Test
  void parts_of_a_wish_given_up_do_not_mix_with_those_of_the_next() {
    copies.want(1, List.of(REF));
    copies.onPart(part(0, 1, 2, 3));
    copies.unpin(1);
    copies.want(2, List.of(REF));

    assertThat(copies.onPart(part(1, 4, 5))).isEmpty();
    copies.onPart(part(0, 1, 2, 3));
    assertThat(copies.onPart(part(1, 4, 5))).containsExactly(2L);
    assertThat(copies.find(META.id()).orElseThrow().bytes()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void knows_who_waits_for_a_block_and_for_a_worker() {
    copies.want(1, List.of(REF));

    assertThat(copies.waitingFor(META.id())).containsExactly(1L);
    assertThat(copies.waitingOn(HOLDER::equals)).containsExactly(1L);
    assertThat(copies.waitingOn(new WorkerId("other")::equals)).isEmpty();

    copies.onPart(part(0, 1, 2, 3));
    copies.onPart(part(1, 4, 5));
    assertThat(copies.waitingFor(META.id())).isEmpty();
    assertThat(copies.waitingOn(HOLDER::equals)).isEmpty();
  }

  private static BlockCopy part(int part, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new BlockCopy(new JobId(1), META, 99, List.of(2, 5), List.of(70L, 80L), part, 2, bytes);
  }
}
