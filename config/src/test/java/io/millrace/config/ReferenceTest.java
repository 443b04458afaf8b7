package io.millrace.config;

import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every key of {@code reference.conf} to the form of its comment, and the comment to what the
 * code does.
 */
class ReferenceTest {
  private static final String OR = " \\| ";

  @ParameterizedTest
  @MethodSource("all")
  void a_key_says_in_sentences_what_it_is_for(Setting setting) {
    assertThat(setting.description()).matches("[A-Z\"].*[^.]\\.");
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_key_has_a_unit_and_a_range_where_the_unit_does_not_say_it_all(Setting setting) {
    assertThat(setting.range())
        .matches(
            switch (Unit.of(setting.unit())) {
              case DURATION, BYTES, COUNT, PPM -> "\\S+\\.\\.\\S+( \\| [a-z-]+)?";
              case WORD -> "(\"\"|[a-z-]+)( \\| [a-z-]+)*";
              case TEXT -> ".+";
              case PATH, HOST, ENDPOINTS -> "";
            });
  }

  @Test
  void a_group_says_what_it_is_for() {
    assertThat(Reference.get().sections()).hasSizeGreaterThan(10);
    Reference.get()
        .sections()
        .forEach(
            (key, comment) -> {
              if (!key.equals("millrace")) {
                assertThat(comment).as(key).matches("[A-Z].*[^.]\\.");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_key_is_read_and_a_value_of_another_type_is_refused_with_what_is_allowed(Setting setting) {
    assertThatThrownBy(() -> settings(setting.key() + " = null"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            setting.key() + " = null (config/driver.conf: 1): allowed: " + allowed(setting));
  }

  private static String allowed(Setting setting) {
    return setting.range().isEmpty() ? setting.unit() : setting.unit() + ", " + setting.range();
  }

  @ParameterizedTest
  @MethodSource("measured")
  void the_range_in_the_comment_is_the_one_that_is_enforced(Setting setting) {
    Unit unit = Unit.of(setting.unit());
    String[] bounds = bounds(setting);
    String range = bounds[0] + ".." + bounds[1];

    assertThat(refusal(setting, unit.below(bounds[0]))).contains(range);
    assertThat(refusal(setting, unit.above(bounds[1]))).endsWith("must lie in " + range);
    assertThat(refusal(setting, bounds[0])).doesNotContain(range);
    assertThat(refusal(setting, bounds[1])).doesNotContain(range);
    Stream.of(setting.range().split(OR))
        .skip(1)
        .forEach(word -> assertThat(refusal(setting, word)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("measured")
  void the_default_lies_in_the_range(Setting setting) {
    Unit unit = Unit.of(setting.unit());
    String[] bounds = bounds(setting);
    String written = setting.defaultValue().replace("\"", "");
    if (!List.of(setting.range().split(OR)).contains(written)) {
      assertThat(unit.number(written)).isBetween(unit.number(bounds[0]), unit.number(bounds[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("ofWords")
  void the_words_in_the_comment_are_those_that_are_taken(Setting setting) {
    assertThat(refusal(setting, "no-such-word")).endsWith("must be " + setting.range());
    for (String word : setting.range().split(OR)) {
      assertThat(refusal(setting, word)).isEmpty();
    }
    assertThat(setting.range().split(OR)).contains(unquoted(setting.defaultValue()));
  }

  private static String unquoted(String word) {
    return word.equals("\"\"") ? word : word.replace("\"", "");
  }

  @Test
  void a_system_property_makes_no_key_known() {
    System.setProperty("millrace.node.prot", "4711");
    ConfigFactory.invalidateCaches();
    try {
      assertThat(new Reference().find("millrace.node.prot")).isEmpty();
    } finally {
      System.clearProperty("millrace.node.prot");
      ConfigFactory.invalidateCaches();
    }
  }

  static Stream<Setting> all() {
    return Reference.get().settings().stream();
  }

  static Stream<Setting> measured() {
    return all().filter(setting -> Unit.of(setting.unit()).isMeasured());
  }

  static Stream<Setting> ofWords() {
    return all().filter(setting -> Unit.of(setting.unit()) == Unit.WORD);
  }

  private static String[] bounds(Setting setting) {
    return setting.range().split(OR)[0].split("\\.\\.");
  }

  /** Why a value is refused; empty when it is not. */
  private static String refusal(Setting setting, String value) {
    Throwable refused = catchThrowable(() -> settings(setting.key() + " = " + value));
    return refused == null ? "" : refused.getMessage();
  }
}
