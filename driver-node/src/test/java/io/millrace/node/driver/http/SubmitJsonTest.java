package io.millrace.node.driver.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.node.driver.desk.StatusJson;
import io.millrace.node.driver.desk.SubmitRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Good submissions; bad ones are in {@link JobRoutesTest}. */
class SubmitJsonTest {
  @Test
  void a_request_comes_back_as_it_was_written() throws JsonProcessingException {
    SubmitRequest request =
        new SubmitRequest(
            "com.acme.Hottest", "0af", "hot", Map.of("a.b", "5ms"), List.of("--town", "Bergen"));
    assertThat(SubmitJson.read(StatusJson.mapper().writeValueAsBytes(request))).isEqualTo(request);
  }

  @Test
  void what_is_left_out_is_nothing() {
    SubmitRequest least = new SubmitRequest("a.B", null, null, Map.of(), List.of());
    assertThat(read("{\"class\":\"a.B\"}")).isEqualTo(least);
    assertThat(read("{\"class\":\"a.B\",\"code\":null,\"name\":null}")).isEqualTo(least);
  }

  private static SubmitRequest read(String json) {
    return SubmitJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
