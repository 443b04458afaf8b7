package io.millrace.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void of_a_number_the_middle_one_counts() {
    assertThat(Medians.of(3, 1, 2)).isEqualTo(2);
    assertThat(Medians.of(4, 1, 2, 3)).isEqualTo(2.5);
    assertThat(medians("{\"p50\":9.5}", "{\"p50\":1.5}", "{\"p50\":4.5}").path("p50").asDouble())
        .isEqualTo(4.5);
  }

  @Test
  void inside_groups_and_lists_as_well() {
    JsonNode json =
        medians(
            "{\"a\":{\"b\":[{\"c\":1},{\"c\":10}]}}",
            "{\"a\":{\"b\":[{\"c\":2},{\"c\":30}]}}",
            "{\"a\":{\"b\":[{\"c\":3},{\"c\":20}]}}");
    assertThat(json).hasToString("{\"a\":{\"b\":[{\"c\":2},{\"c\":20}]}}");
  }

  @Test
  void what_must_never_happen_is_summed() {
    assertThat(
            medians(
                "{\"lost\":0,\"duplicated\":1,\"rejected\":0,\"batches\":{\"failed\":1}}",
                "{\"lost\":0,\"duplicated\":0,\"rejected\":2,\"batches\":{\"failed\":0}}",
                "{\"lost\":7,\"duplicated\":4,\"rejected\":1,\"batches\":{\"failed\":0}}"))
        .hasToString("{\"lost\":7,\"duplicated\":5,\"rejected\":3,\"batches\":{\"failed\":1}}");
  }

  @Test
  void stable_only_if_all_were() {
    assertThat(medians("{\"stable\":true}", "{\"stable\":true}").path("stable").asBoolean())
        .isTrue();
    assertThat(medians("{\"stable\":true}", "{\"stable\":false}").path("stable").asBoolean())
        .isFalse();
  }

  @Test
  void what_is_not_known_of_one_is_as_the_first_has_it() {
    assertThat(medians("{\"sent\":null,\"gc\":\"G1\"}", "{\"sent\":3,\"gc\":\"G1\"}"))
        .hasToString("{\"sent\":null,\"gc\":\"G1\"}");
  }

  private static ObjectNode medians(String... results) {
    List<ObjectNode> parsed = Arrays.stream(results).map(MediansTest::parse).toList();
    return Medians.of(parsed);
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
