package io.millrace.node.driver.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.assertj.core.api.AbstractStringAssert;

/** What all refusals have in common. */
final class HttpAssert {
  private HttpAssert() {}

  /** The sentence of a refusal. */
  static AbstractStringAssert<?> assertRefused(HttpResponse<String> response, int status)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = HttpNode.json(response);
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    return assertThat(problem.path("detail").asText()).doesNotContain("\n", "Exception");
  }
}
