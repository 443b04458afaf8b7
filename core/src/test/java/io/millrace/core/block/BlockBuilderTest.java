package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockBuilderTest {
  private static final StreamId STREAM = new StreamId(3);

  private final List<ReceiveBuffer> free = new ArrayList<>();
  private final BlockBuilder builder =
      new BlockBuilder(STREAM, Framing.line(), new BlockLimits(16, 8), 100, 2);

  @BeforeEach
  void connect() {
    builder.startConnection();
    builder.use(buffer(64));
  }

  @Test
  void seals_whole_records_and_keeps_the_partial_one_open() {
    read("ab\ncd", 1);

    SealedRange range = builder.seal().orElseThrow();

    assertThat(text(range)).isEqualTo("ab\n");
    assertThat(range.meta()).isEqualTo(new BlockMeta(new BlockId(STREAM, 100), 103, 2));
    assertThat(builder.position()).isEqualTo(103);
    assertThat(builder.seal()).isEmpty();
  }

  @Test
  void marks_the_read_that_completed_a_record() {
    read("a\nb", 10);
    read("bb", 20);
    read("b\nc\n", 30);

    ReadMarks reads = builder.seal().orElseThrow().reads();

    assertThat(reads.ends()).containsExactly(2, 9);
    assertThat(reads.nanos()).containsExactly(10, 30);
  }

  @Test
  void is_full_at_the_largest_block_and_goes_on_with_the_next() {
    read("aaa\nbbb\nccc\nddd", 1);
    assertThat(builder.full()).isFalse();
    assertThat(builder.target().remaining()).isEqualTo(1);
    read("x", 1);

    assertThat(builder.full()).isTrue();
    assertThat(text(builder.seal().orElseThrow())).isEqualTo("aaa\nbbb\nccc\n");
    assertThat(builder.full()).isFalse();
    assertThat(builder.target().remaining()).isEqualTo(12);
  }

  @Test
  void carries_a_partial_record_into_the_next_buffer() {
    BlockBuilder tight = new BlockBuilder(STREAM, Framing.line(), new BlockLimits(100, 8), 0, 0);
    tight.startConnection();
    tight.use(buffer(10));
    fill(tight, "1234567\n89", 1);
    assertThat(tight.needsBuffer()).isTrue();
    SealedRange first = tight.seal().orElseThrow();

    tight.use(buffer(10));
    fill(tight, "0\n", 2);

    assertThat(free).isEmpty();
    first.release();
    assertThat(free).hasSize(1);
    assertThat(text(tight.seal().orElseThrow())).isEqualTo("890\n");
  }

  @Test
  void a_connection_that_cuts_a_record_in_two_leaves_nothing_of_it() {
    read("ab\ncut", 1);

    assertThat(builder.dropPartial()).isEqualTo(3);

    builder.seal();
    builder.startConnection();
    read("new\n", 2);
    SealedRange range = builder.seal().orElseThrow();
    assertThat(text(range)).isEqualTo("new\n");
    assertThat(range.meta()).isEqualTo(new BlockMeta(new BlockId(STREAM, 103), 107, 3));
  }

  @Test
  void what_is_left_at_an_end_is_a_record_in_a_range_of_its_own() {
    read("a\nb", 10);
    assertThat(builder.endRecord(20)).isZero();
    read("c\n", 30);

    SealedRange range = builder.seal().orElseThrow();
    assertThat(text(range)).isEqualTo("a\nbc\n");
    assertThat(range.reads().ends()).containsExactly(2, 3, 5);
    assertThat(range.reads().nanos()).containsExactly(10, 20, 30);
    assertThat(builder.endRecord(40)).isZero();
    assertThat(builder.seal()).isEmpty();
  }

  @Test
  void what_is_left_at_an_end_is_forgotten_where_the_framing_says_no_record() {
    BlockBuilder fixed = new BlockBuilder(STREAM, Framing.fixed(4), new BlockLimits(16, 8), 100, 2);
    fixed.startConnection();
    fixed.use(buffer(64));
    fill(fixed, "123456", 1);

    assertThat(fixed.endRecord(2)).isEqualTo(2);
    fill(fixed, "7890", 3);
    assertThat(text(fixed.seal().orElseThrow())).isEqualTo("12347890");
  }

  @Test
  void what_was_reported_before_is_left_out_to_the_byte() {
    builder.leaveOut(5);
    read("a\n", 10);
    assertThat(builder.seal()).isEmpty();
    assertThat(builder.position()).isEqualTo(100);
    assertThat(builder.framedThrough()).isEqualTo(97);

    read("b", 20);
    assertThat(builder.isBetweenRecords()).isFalse();
    read("b\nc\nd\n", 30);
    assertThat(builder.framedThrough()).isEqualTo(104);
    SealedRange range = builder.seal().orElseThrow();
    assertThat(text(range)).isEqualTo("c\nd\n");
    assertThat(range.meta()).isEqualTo(new BlockMeta(new BlockId(STREAM, 100), 104, 2));
    assertThat(range.reads().ends()).containsExactly(4);
    assertThat(builder.toLeaveOut()).isZero();
  }

  @Test
  void a_reader_that_would_begin_behind_its_position_is_refused() {
    assertThatThrownBy(() -> builder.leaveOut(-3))
        .hasMessage(
            "stream 3 goes on at 100, 3 bytes before the place where its source was opened");
  }

  @Test
  void refuses_a_record_that_does_not_end_within_the_limit() {
    read("ok\n12345678", 1);

    assertThatThrownBy(() -> read("9", 2))
        .isInstanceOf(RecordTooLongException.class)
        .hasMessage(
            "stream 3: the record at position 103 does not end within 8 bytes"
                + " (millrace.receiver.max-record-bytes)");
  }

  @Test
  void takes_a_longer_record_that_comes_whole() {
    read("1234567890\n", 1);

    assertThat(text(builder.seal().orElseThrow())).isEqualTo("1234567890\n");
  }

  @Test
  void refuses_limits_that_leave_no_room_for_a_record() {
    assertThatThrownBy(() -> new BlockLimits(8, 8))
        .hasMessageContaining("max-record-bytes is 8, it must lie in 1..7");
    assertThatThrownBy(() -> builder.use(buffer(8)))
        .hasMessageContaining("a receive buffer of 8 bytes can't hold a record of 8");
  }

  private void read(String text, long nanos) {
    fill(builder, text, nanos);
  }

  private static void fill(BlockBuilder builder, String text, long nanos) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    builder.target().put(bytes);
    builder.onRead(bytes.length, nanos);
  }

  private static String text(SealedRange range) {
    return StandardCharsets.US_ASCII.decode(range.bytes().duplicate()).toString();
  }

  private ReceiveBuffer buffer(int size) {
    return new ReceiveBuffer(ByteBuffer.allocateDirect(size), free::add);
  }
}
