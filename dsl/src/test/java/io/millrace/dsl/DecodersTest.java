package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodersTest {
  private static final long REFERENCE = 1_800_000_123_456_789L;

  @Test
  void lines_end_at_newlines_and_lose_a_carriage_return_before_them() {
    byte[] bytes = "xxeins\nzw\rei\r\n\n\r\ndreißig\nyy".getBytes(StandardCharsets.UTF_8);
    RecordCursor<String> cursor = Decoders.lines().cursor();
    cursor.reset(bytes, 2, bytes.length - 2, 0);

    List<String> lines = new ArrayList<>();
    while (cursor.next() == RecordCursor.Next.RECORD) {
      lines.add(cursor.value());
    }

    assertThat(lines).containsExactly("eins", "zw\rei", "", "", "dreißig");
    assertThat(cursor.generatedMicros()).isEqualTo(RecordCursor.NO_TIME);
  }

  @Test
  void a_stamped_record_is_read_in_place() {
    // 20 bytes: 8 digits, of which the first is the connection; 0000010 in base 36 is 36.
    RecordCursor<StampedRecord> cursor = stamped(20, "b0000010 0123456790\n");

    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.RECORD);
    StampedRecord record = cursor.value();
    assertThat(record.connection()).isEqualTo(11);
    assertThat(record.id()).isEqualTo(36);
    assertThat(record.idRange()).isEqualTo(78_364_164_096L);
    assertThat(record.generatedMicros()).isEqualTo(REFERENCE + 1);
    assertThat(cursor.generatedMicros()).isEqualTo(REFERENCE + 1);
    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.END);
  }

  @Test
  void one_object_shows_all_records() {
    RecordCursor<StampedRecord> cursor = stamped(15, "0zz 0123456789\n1a0 0123456788\n");

    cursor.next();
    StampedRecord first = cursor.value();
    assertThat(first.id()).isEqualTo(35 * 36 + 35);
    assertThat(first.idRange()).isEqualTo(1296);
    cursor.next();
    assertThat(cursor.value()).isSameAs(first);
    assertThat(first.id()).isEqualTo(360);
    assertThat(cursor.start()).isEqualTo(15);
    assertThat(cursor.end()).isEqualTo(30);
  }

  @Test
  void of_long_ids_the_last_twelve_digits_count() {
    String id = "7" + "z".repeat(3) + "000000000011";
    RecordCursor<StampedRecord> cursor = stamped(28, id + " 0123456789\n");

    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.RECORD);
    assertThat(cursor.value().id()).isEqualTo(37);
    assertThat(cursor.value().connection()).isEqualTo(7);
    assertThat(cursor.value().idRange()).isEqualTo(4_738_381_338_321_616_896L);
  }

  @Test
  void times_are_completed_to_the_nearest_on_both_sides_of_a_wrap() {
    byte[] before = "000 9999999999\n".getBytes(StandardCharsets.US_ASCII);
    byte[] after = "000 0000000001\n".getBytes(StandardCharsets.US_ASCII);
    RecordCursor<StampedRecord> cursor = Decoders.stamped(15).cursor();

    cursor.reset(before, 0, 15, 1_800_000_000_000_000L);
    cursor.next();
    assertThat(cursor.generatedMicros()).isEqualTo(1_799_999_999_999_999L);

    cursor.reset(after, 0, 15, 1_799_999_999_999_000L);
    cursor.next();
    assertThat(cursor.generatedMicros()).isEqualTo(1_800_000_000_000_001L);
  }

  @Test
  void malformed_lines_are_rejected_with_a_reason_and_do_not_hide_their_neighbours() {
    String good = "000 0123456789\n";
    String text =
        good
            + "000 012345678\n" // short
            + "0A0 0123456789\n" // upper case
            + "000_0123456789\n" // no blank
            + "000 01234x6789\n" // not decimal
            + "000 01234567890\n" // long
            + "\n"
            + good;
    RecordCursor<StampedRecord> cursor = stamped(15, text);

    List<String> found = new ArrayList<>();
    for (RecordCursor.Next next = cursor.next();
        next != RecordCursor.Next.END;
        next = cursor.next()) {
      int length = cursor.end() - cursor.start();
      found.add(next == RecordCursor.Next.RECORD ? "record" : length + " " + cursor.rejection());
    }

    assertThat(found)
        .containsExactly(
            "record",
            "14 a record has 15 bytes with its newline, this one 14",
            "15 byte 1 of the id is no lower-case base-36 digit",
            "15 no blank between id and time",
            "15 the time is not 10 decimal digits",
            "16 a record has 15 bytes with its newline, this one 16",
            "1 a record has 15 bytes with its newline, this one 1",
            "record");
  }

  @Test
  void a_record_length_out_of_range_is_refused() {
    assertThatThrownBy(() -> Decoders.stamped(14))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("stamped records of 14 bytes: the length must lie in 15..4096");
    assertThatThrownBy(() -> Decoders.stamped(4097)).isInstanceOf(JobDefinitionException.class);
  }

  private static RecordCursor<StampedRecord> stamped(int recordBytes, String text) {
    RecordCursor<StampedRecord> cursor = Decoders.stamped(recordBytes).cursor();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    cursor.reset(bytes, 0, bytes.length, REFERENCE);
    return cursor;
  }
}
