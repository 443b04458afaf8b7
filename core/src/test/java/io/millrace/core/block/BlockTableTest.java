package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockTableTest {
  private static final StreamId STREAM = new StreamId(1);

  private final BlockTable<String> table = new BlockTable<>();

  @BeforeEach
  void open() {
    table.openStream(STREAM, 100);
  }

  @Test
  void reports_a_mark_only_when_everything_before_it_is_stored() {
    table.sealedThrough(mark(5, 100));
    table.sealedThrough(mark(6, 120));
    table.stored(block(110, 120), "late");

    BlockTable.Report before = table.takeReport();
    assertThat(before.blocks()).isEmpty();
    assertThat(before.marks()).containsExactly(mark(5, 100));

    table.stored(block(100, 110), "first");
    BlockTable.Report after = table.takeReport();
    assertThat(after.blocks()).containsExactly(meta(100, 110), meta(110, 120));
    assertThat(after.marks()).containsExactly(mark(6, 120));
    assertThat(table.takeReport().isEmpty()).isTrue();
  }

  @Test
  void without_memory_a_mark_goes_out_at_what_is_stored_and_again_when_the_rest_is() {
    table.stored(block(100, 110), "a");
    table.sealedThrough(mark(5, 120));
    table.sealedThrough(mark(6, 130));
    assertThat(table.takeReport().marks()).isEmpty();

    table.squeeze(true);
    assertThat(table.takeReport().marks()).containsExactly(mark(6, 110));
    assertThat(table.takeReport().marks()).isEmpty();

    table.squeeze(false);
    table.stored(block(110, 120), "b");
    assertThat(table.takeReport().marks()).isEmpty();
    table.stored(block(120, 130), "c");
    assertThat(table.takeReport().marks()).containsExactly(mark(6, 130));
  }

  @Test
  void without_memory_a_mark_waits_for_no_block_behind_the_mark_before_it() {
    table.stored(block(100, 110), "a");
    table.stored(block(110, 120), "b");
    table.sealedThrough(mark(5, 110));
    table.sealedThrough(mark(6, 130));
    table.squeeze(true);

    assertThat(table.takeReport().marks()).containsExactly(mark(5, 110), mark(6, 120));
  }

  @Test
  void without_memory_a_lost_report_is_told_again_with_its_mark() {
    table.stored(block(100, 110), "a");
    table.sealedThrough(mark(6, 130));
    table.squeeze(true);
    assertThat(table.takeReport().marks()).containsExactly(mark(6, 110));

    table.reportAgain(STREAM, 100);

    BlockTable.Report again = table.takeReport();
    assertThat(again.blocks()).containsExactly(meta(100, 110));
    assertThat(again.marks()).containsExactly(mark(6, 110));
  }

  @Test
  void a_stream_that_stands_still_piles_up_no_marks() {
    for (int batch = 5; batch < 5_000; batch++) {
      table.sealedThrough(mark(batch, 110));
    }
    table.sealedThrough(mark(5_000, 120));
    table.stored(block(100, 120), "a");

    assertThat(table.takeReport().marks())
        .containsExactly(mark(5, 110), mark(4_999, 110), mark(5_000, 120));
  }

  @Test
  void a_block_is_free_when_the_floor_has_passed_it_and_no_attempt_pins_it() {
    table.stored(block(100, 110), "a");
    table.stored(block(110, 120), "b");
    table.pin(7, List.of(new BlockId(STREAM, 100)));

    assertThat(table.raise(STREAM, 115)).isEmpty();
    assertThat(table.raise(STREAM, 90)).isEmpty();
    assertThat(table.unpin(7)).containsExactly("a");
    assertThat(table.find(new BlockId(STREAM, 100))).isEmpty();
    assertThat(table.raise(STREAM, 120)).containsExactly("b");
    assertThat(table.isEmpty()).isTrue();
  }

  @Test
  void a_closed_job_keeps_only_what_is_pinned() {
    table.stored(block(100, 110), "a");
    table.stored(block(110, 120), "b");
    table.pin(7, List.of(new BlockId(STREAM, 110)));

    assertThat(table.close()).containsExactly("a");
    assertThat(table.stored(block(120, 130), "c")).containsExactly("c");
    assertThat(table.isEmpty()).isFalse();
    assertThat(table.unpin(7)).containsExactly("b");
    assertThat(table.isEmpty()).isTrue();
  }

  @Test
  void a_block_of_a_stream_that_is_not_open_is_free_at_once() {
    Block stranger = block(new StreamId(9), 0, 10);

    assertThat(table.stored(stranger, "stranger")).containsExactly("stranger");
  }

  @Test
  void refuses_to_pin_what_is_not_here_and_to_store_twice() {
    table.stored(block(100, 110), "a");

    assertThatThrownBy(() -> table.pin(1, List.of(new BlockId(STREAM, 110))))
        .hasMessageContaining("is not here");
    assertThatThrownBy(() -> table.stored(block(100, 110), "again"))
        .hasMessageContaining("was stored twice");
  }

  private static StreamMark mark(long batch, long position) {
    return new StreamMark(STREAM, new BatchId(batch), position);
  }

  private static BlockMeta meta(long from, long to) {
    return new BlockMeta(new BlockId(STREAM, from), to, 0);
  }

  private static Block block(long from, long to) {
    return block(STREAM, from, to);
  }

  private static Block block(StreamId stream, long from, long to) {
    BlockMeta meta = new BlockMeta(new BlockId(stream, from), to, 0);
    return new Block(meta, new byte[0], 0, new ReadMarks(new int[0], new long[0]), 0);
  }
}
