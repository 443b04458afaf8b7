package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"10ms,10000000", "0.5ms,500000", "250us,250000", "2s,2000000000", "1.5us,1500"})
  void reads_a_number_with_its_unit(String text, long nanos) {
    assertThat(new DurationText().convert(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "ms", "-1ms", "0ms", "10 ms", "10m", "1e3ms", "0.1ns", ""})
  void refuses_what_has_no_unit_or_is_no_time(String text) {
    assertThatThrownBy(() -> new DurationText().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "'%s' is no duration; write a number and a unit, such as 10ms, 0.5ms or 250us", text);
  }

  @Test
  void writes_the_shortest_form_without_decimals() {
    assertThat(DurationText.of(Duration.ofSeconds(2))).isEqualTo("2s");
    assertThat(DurationText.of(Duration.ofMillis(10))).isEqualTo("10ms");
    assertThat(DurationText.of(Duration.ofNanos(500_000))).isEqualTo("500us");
    assertThat(DurationText.of(Duration.ofNanos(1_500))).isEqualTo("1500ns");
  }
}
