package io.millrace.node.driver.http;

import static io.millrace.node.driver.http.HttpAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods and questions, over real connections to a driver that has no worker. */
class HttpApiTest {
  private static HttpNode node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node = new HttpNode(directory, Map.of("millrace.driver.start-timeout", "100ms"));
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
  }

  @Test
  void says_its_version_and_that_of_the_interface() throws Exception {
    HttpResponse<String> response = node.get("version");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(HttpNode.json(response).path("version").asText()).isNotBlank();
    assertThat(HttpNode.json(response).path("api").asInt()).isEqualTo(1);
  }

  @Test
  void a_cluster_without_anybody_is_empty() throws Exception {
    assertThat(node.get("cluster").body())
        .isEqualTo("{\"members\":[],\"workers\":[],\"receivers\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "jobs/1/stages", "code", ""})
  void an_unknown_path_is_named(String path) throws Exception {
    assertRefused(node.get(path), 404).contains("/api/v1/" + path, "below /api/v1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "PUT, jobs, \"GET, POST\"",
        "POST, jobs/1, \"GET, DELETE\"",
        "POST, version, GET",
        "GET, code/1, \"HEAD, PUT\"",
      })
  void a_wrong_method_is_answered_with_the_right_ones(String method, String path, String allowed)
      throws Exception {
    HttpResponse<String> response =
        node.send(node.to(path).method(method, BodyPublishers.noBody()));
    assertRefused(response, 405).contains(allowed);
    assertThat(response.headers().firstValue("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:7070", "localhost.evil.example", "10.0.0.1"})
  void a_page_that_calls_itself_this_machine_is_refused(String host) throws Exception {
    String answer = node.raw("GET /api/v1/version HTTP/1.1", "Host: " + host);
    assertThat(answer).startsWith("HTTP/1.1 403").contains("not to " + host.split(":")[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:7070", "127.0.0.1", "[::1]:9", "LOCALHOST"})
  void this_machine_is_answered_under_all_its_names(String host) throws Exception {
    assertThat(node.raw("GET /api/v1/version HTTP/1.1", "Host: " + host))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void nothing_tells_a_browser_that_other_pages_may_ask() throws Exception {
    HttpResponse<String> response =
        node.send(node.to("version").header("Origin", "http://evil.example"));
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase().startsWith("access-control"));
  }
}
