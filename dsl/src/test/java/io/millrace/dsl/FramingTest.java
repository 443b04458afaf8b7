package io.millrace.dsl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
  private static final int RECORDS = 20;

  private final Random random = new Random(20_110_825);
  private final List<byte[]> contents = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  @Test
  void lines_are_found_wherever_the_bytes_end() {
    for (int i = 0; i < RECORDS; i++) {
      byte[] content = content(random.nextInt(9));
      add(content, new byte[0], content, new byte[] {'\n'});
    }
    assertFinds(Framing.line());
  }

  @Test
  void records_of_one_length_are_found_wherever_the_bytes_end() {
    for (int i = 0; i < RECORDS; i++) {
      byte[] content = content(7);
      add(content, new byte[0], content, new byte[0]);
    }
    assertFinds(Framing.fixed(7));
  }

  @Test
  void length_prefixed_records_are_found_wherever_the_bytes_end() {
    for (int i = 0; i < RECORDS; i++) {
      byte[] content = content(random.nextInt(5) == 0 ? 300 : random.nextInt(9));
      byte[] prefix = {0, 0, (byte) (content.length >> 8), (byte) content.length};
      add(content, prefix, content, new byte[0]);
    }
    assertFinds(Framing.lengthPrefixed());
  }

  @Test
  void a_framing_of_ones_own_needs_only_to_find_the_last_end() {
    Framing framing =
        (bytes, recordStart, from, to) -> {
          for (int i = to - 1; i >= from; i--) {
            if (bytes.get(i) == ';') {
              return i + 1;
            }
          }
          return recordStart;
        };
    for (int i = 0; i < RECORDS; i++) {
      byte[] content = (i + ";").getBytes(UTF_8);
      add(content, new byte[0], content, new byte[0]);
    }
    assertFinds(framing);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 11, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void a_length_out_of_range_is_told_at_once(int length) {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    bytes.putInt(10, length);

    assertThatThrownBy(() -> Framing.lengthPrefixed(10).lastRecordEnd(bytes, 10, 10, 14))
        .isInstanceOf(FramingException.class)
        .hasMessage("has a record with a length prefix of " + length + " where 0..10 is allowed");
    assertThat(Framing.lengthPrefixed(10).lastRecordEnd(bytes, 10, 10, 13)).isEqualTo(10);
  }

  @Test
  void lengths_that_make_no_sense_are_refused_at_definition() {
    assertThatThrownBy(() -> Framing.fixed(0))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("records of 0 bytes: a fixed length must be at least 1");
    assertThatThrownBy(() -> Framing.lengthPrefixed(33_554_433))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(
            "length-prefixed records of at most 33554433 bytes: the limit must lie in 0..33554432");
  }

  @Test
  void only_a_line_may_end_with_its_source() {
    assertThat(Framing.line().endsWithSource()).isTrue();
    assertThat(Framing.fixed(3).endsWithSource()).isFalse();
    assertThat(Framing.lengthPrefixed().endsWithSource()).isFalse();
  }

  private byte[] content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) ('a' + random.nextInt(26));
    }
    return content;
  }

  private void add(byte[] content, byte[]... parts) {
    contents.add(content);
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    ends.add(all.size());
  }

  /** Of any number of bytes, of which any number was seen before, and record by record. */
  private void assertFinds(Framing framing) {
    byte[] bytes = all.toByteArray();
    for (int to = 0; to <= bytes.length; to++) {
      int seen = random.nextInt(to + 1);
      int start = lastEnd(seen);
      assertThat(framing.lastRecordEnd(ByteBuffer.wrap(bytes), start, seen, to))
          .as("to %d of which %d were seen", to, seen)
          .isEqualTo(lastEnd(to));
    }
    RecordCursor<byte[]> cursor = Decoders.bytes(framing).cursor();
    cursor.reset(bytes, 0, bytes.length, 0);
    for (int i = 0; i < contents.size(); i++) {
      assertThat(cursor.next()).isEqualTo(RecordCursor.Next.RECORD);
      assertThat(cursor.value()).isEqualTo(contents.get(i));
      assertThat(cursor.end()).isEqualTo(ends.get(i));
    }
    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.END);
  }

  private int lastEnd(int upTo) {
    return ends.stream().filter(end -> end <= upTo).reduce(0, Math::max);
  }
}
