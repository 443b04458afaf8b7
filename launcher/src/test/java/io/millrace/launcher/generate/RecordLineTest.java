package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLineTest {

  @ParameterizedTest
  @ValueSource(ints = {15, 20, 25, 4096})
  void a_record_has_its_length_its_id_and_its_time(int recordBytes) {
    RecordLine line = new RecordLine(recordBytes, 7);
    for (long id = 0; id < 100; id++) {
      line.nextId();
      line.stamp(1_234_567_890_123_456L + id);

      String text = text(line);
      assertThat(text).hasSize(recordBytes).endsWith("\n");
      assertThat(text.charAt(recordBytes - 12)).isEqualTo(' ');
      assertThat(SentRecord.parse(text.stripTrailing()))
          .isEqualTo(new SentRecord(7, id, 7_890_123_456L + id));
    }
  }

  @Test
  void twenty_bytes_look_like_this() {
    RecordLine line = new RecordLine(20, 35);
    line.nextId();
    line.nextId();
    line.stamp(1_700_000_000_000_042L);

    assertThat(text(line)).isEqualTo("z0000001 0000000042\n");
  }

  @Test
  void the_ordinal_is_taken_modulo_36() {
    RecordLine line = new RecordLine(20, 36 + 10);
    line.nextId();

    assertThat(text(line)).startsWith("a0000000 ");
  }

  @Test
  void ids_of_three_digits_wrap_after_1296() {
    RecordLine line = new RecordLine(15, 0);
    for (int lines = 0; lines < 3 * 1296; lines++) {
      line.nextId();
      assertThat(SentRecord.parse(text(line).stripTrailing()).id()).isEqualTo(lines % 1296);
    }
  }

  @Test
  void a_stamp_is_right_after_any_step() {
    RecordLine line = new RecordLine(15, 0);
    line.nextId();
    Random random = new Random(17);
    long micros = 1_700_000_000_000_000L;
    for (int step = 0; step < 20_000; step++) {
      micros += random.nextInt(10) == 0 ? random.nextInt(2_000_000) - 1_000 : random.nextInt(12);
      line.stamp(micros);
      assertThat(text(line)).endsWith(" %010d\n".formatted(micros % 10_000_000_000L));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10})
  void a_stamp_wraps_after_ten_digits(int step) {
    RecordLine line = new RecordLine(15, 0);
    line.stamp(1_709_999_999_999L);
    line.stamp(1_709_999_999_999L + step);

    assertThat(text(line)).endsWith(step == 0 ? " 9999999999\n" : " %010d\n".formatted(step - 1));
  }

  @Test
  void a_malformed_line_is_no_record_and_leaves_the_id_alone() {
    RecordLine line = new RecordLine(20, 0);
    line.nextId();
    byte[] target = new byte[20];
    line.copyMalformedTo(target, 0);

    assertThat(new String(target, StandardCharsets.US_ASCII)).isEqualTo("?".repeat(19) + "\n");
    line.nextId();
    assertThat(text(line)).startsWith("00000001 ");
  }

  private static String text(RecordLine line) {
    byte[] target = new byte[line.length() + 2];
    line.copyTo(target, 1);
    return new String(target, 1, line.length(), StandardCharsets.US_ASCII);
  }
}
