package io.millrace.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.RecordCursor;
import io.millrace.dsl.StampedRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampedLineTest {
  private static final long NOW = 1_795_000_000_123_456L;

  @ParameterizedTest
  @CsvSource({
    "0000001z 0000123456",
    "azzzzzzz 9999999999",
    "00z 5000123455",
    "b00000000000abcdefghijklm 0000123456"
  })
  void a_line_says_what_the_record_in_place_says(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
    RecordCursor<StampedRecord> inPlace = Decoders.stamped(bytes.length).cursor();
    inPlace.reset(bytes, 0, bytes.length, NOW);
    assertThat(inPlace.next()).isEqualTo(RecordCursor.Next.RECORD);
    RecordCursor<String> text = new TimedLines().cursor();
    text.reset(bytes, 0, bytes.length, NOW);
    assertThat(text.next()).isEqualTo(RecordCursor.Next.RECORD);

    assertThat(StampedLine.parse(text.value()))
        .isEqualTo(new StampedLine(inPlace.value().id(), inPlace.value().idRange()));
    assertThat(text.generatedMicros()).isEqualTo(inPlace.generatedMicros());
  }

  @Test
  void a_line_without_a_time_has_none() {
    assertThat(StampedLine.generatedMicros("short", NOW)).isEqualTo(RecordCursor.NO_TIME);
    assertThat(StampedLine.generatedMicros("0000001z 00001x3456", NOW))
        .isEqualTo(RecordCursor.NO_TIME);
  }
}
