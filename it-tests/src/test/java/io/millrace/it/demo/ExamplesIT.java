package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.HottestSensor;
import io.millrace.examples.WordCount;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples, run the way their reader does. */
@Tag("multi-jvm")
@Timeout(60)
class ExamplesIT {
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void the_hottest_reading_of_a_sensor_is_shown() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("boiler-3 71.5\nboiler-3 80.5\n")) {
      Program example = programs.start(HottestSensor.class, List.of(), "in=" + source.address());
      awaitPart(example, "boiler-3 80.5");
    }
  }

  @Test
  void words_are_counted() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("the Mill\n")) {
      Program example = programs.start(WordCount.class, List.of(), "in=" + source.address());
      awaitPart(example, "mill");
      awaitPart(example, "the");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "io.millrace.examples.HottestSensor, in",
    "io.millrace.examples.WordCount, in",
    "io.millrace.examples.TwoLogs, front"
  })
  void an_example_without_arguments_says_what_it_needs(Class<?> main, String argument)
      throws Exception {
    Program example = programs.start(main, List.of());
    assertThat(example.awaitEnd()).isEqualTo(2);
    assertThat(example.err())
        .last() // behind what the engine may have logged as it started
        .isEqualTo(
            "millrace: job %s needs the argument %s=..; it was given none"
                .formatted(main.getSimpleName(), argument));
  }

  @Test
  void a_source_that_is_none_is_refused_in_a_sentence() throws Exception {
    Program example = programs.start(WordCount.class, List.of(), "in=nowhere");
    assertThat(example.awaitEnd()).isEqualTo(2);
    assertThat(example.err()).last().asString().contains("nowhere is not host:port");
    assertThat(example.err()).noneMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void an_example_that_fails_says_why_and_how_it_ended() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("boiler-3 hot\n")) {
      Program example = programs.start(HottestSensor.class, List.of(), "in=" + source.address());
      assertThat(example.awaitEnd()).isEqualTo(1);
      assertThat(example.err())
          .last()
          .asString()
          .startsWith("millrace: job HottestSensor failed: ")
          .contains("NumberFormatException: For input string: \"hot\"");
      assertThat(example.err()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  private static void awaitPart(Program example, String text) {
    example.awaitOut(line -> line.contains(text) ? Optional.of(line) : Optional.empty());
  }
}
