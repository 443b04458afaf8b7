package io.millrace.node.driver.http;

import static io.millrace.node.driver.http.HttpAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions that are refused, and jobs that are not there. */
class JobRoutesTest {
  /** A job that could run if there were a worker. */
  public static class Words implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context.source(Sources.sockets(List.of("127.0.0.1:1")), Decoders.lines()).to(Sinks.console());
    }
  }

  private static final String WORDS = Words.class.getName();

  @TempDir private Path directory;
  private HttpNode node;

  @BeforeEach
  void start() throws Exception {
    node = new HttpNode(directory, Map.of("millrace.driver.start-timeout", "3s"));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void a_job_that_finds_no_worker_is_refused_and_stays_in_the_list() throws Exception {
    assertRefused(submit("{\"class\":\"" + WORDS + "\",\"name\":\"words\"}"), 503)
        .contains("job words", "millrace.driver.workers");
    assertThat(HttpNode.json(node.get("jobs")))
        .hasSize(1)
        .first()
        .satisfies(job -> assertThat(job.path("job").asInt()).isEqualTo(1))
        .satisfies(job -> assertThat(job.path("name").asText()).isEqualTo("words"))
        .satisfies(job -> assertThat(job.path("state").asText()).isEqualTo("FAILED"))
        .satisfies(job -> assertThat(job.path("failure").asText()).contains("workers"))
        .satisfies(job -> assertThat(job.path("submittedMillis").asLong()).isPositive());
  }

  @Test
  void a_job_that_has_gone_can_be_looked_at_and_not_cancelled() throws Exception {
    submit("{\"class\":\"" + WORDS + "\",\"name\":\"the words\"}");
    for (String job : List.of("1", "the%20words")) {
      HttpResponse<String> status = node.get("jobs/" + job);
      assertThat(status.statusCode()).isEqualTo(200);
      assertThat(HttpNode.json(status).path("name").asText()).isEqualTo("the words");
      assertRefused(node.send(node.to("jobs/" + job).DELETE()), 404)
          .contains("job 1 (the words) is over already", "failed");
    }
  }

  @Test
  void a_job_that_never_was_is_refused_by_its_name() throws Exception {
    assertRefused(node.get("jobs/hottest"), 404).contains("hottest");
    assertRefused(node.send(node.to("jobs/7").DELETE()), 404).contains("7");
  }

  @Test
  void a_name_is_taken_until_its_job_is_over() throws Exception {
    // its driver waits long, so that the first is still being started when the second comes
    node.close();
    node = new HttpNode(directory, Map.of("millrace.driver.start-timeout", "60s"));
    String json = "{\"class\":\"" + WORDS + "\",\"name\":\"words\"}";
    var first = node.begin(node.submission(json));
    while (HttpNode.json(node.get("jobs")).isEmpty()) {
      Thread.onSpinWait();
    }
    assertRefused(submit(json), 409).contains("words", "--name");
    assertThat(first).isNotDone();
  }

  @Test
  void others_are_answered_while_jobs_wait_for_their_workers() throws Exception {
    node.close();
    node = new HttpNode(directory, Map.of("millrace.driver.start-timeout", "60s"));
    List<CompletableFuture<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String json = "{\"class\":\"" + WORDS + "\",\"name\":\"words-" + i + "\"}";
      waiting.add(node.begin(node.submission(json)));
    }
    while (HttpNode.json(node.get("jobs")).size() < 3) {
      Thread.onSpinWait();
    }
    assertThat(node.get("version").statusCode()).isEqualTo(200);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void so_many_wait_that_those_who_cancel_are_still_answered() throws Exception {
    node.close();
    node = new HttpNode(directory, Map.of("millrace.driver.start-timeout", "60s"));
    for (int i = 0; i < 32; i++) {
      var waiting =
          node.begin(node.submission("{\"class\":\"" + WORDS + "\",\"name\":\"w" + i + "\"}"));
      assertThat(waiting).isNotDone();
    }
    while (HttpNode.json(node.get("jobs")).size() < 32) {
      Thread.onSpinWait();
    }

    assertRefused(submit("{\"class\":\"" + WORDS + "\",\"name\":\"one more\"}"), 503)
        .contains("32 jobs are being started already");
    assertThat(node.send(node.to("jobs/w7").DELETE()).statusCode()).isEqualTo(202);
  }

  @Test
  void a_body_that_takes_too_long_is_no_fault_of_the_driver() throws Exception {
    String answer =
        node.raw(
            "POST /api/v1/jobs HTTP/1.1",
            "Host: " + node.address,
            "Content-Type: application/json",
            "Content-Length: 100");
    assertThat(answer).startsWith("HTTP/1.1 408").contains("the body took too long to arrive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "", "1"})
  void to_drain_or_not_is_said_with_true_or_false(String drain) throws Exception {
    assertRefused(node.send(node.to("jobs/1?drain=" + drain).DELETE()), 400)
        .contains("drain must be true or false");
  }

  @Test
  void only_json_is_taken_for_a_submission() throws Exception {
    // what a page could send from elsewhere without asking first
    HttpResponse<String> response =
        node.send(
            node.to("jobs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"class\":\"" + WORDS + "\"}")));
    assertRefused(response, 415).contains("application/json", "text/plain");
  }

  @Test
  void a_body_that_is_far_too_long_is_refused() throws Exception {
    String argument = "x".repeat(1 << 20);
    assertRefused(submit("{\"class\":\"" + WORDS + "\",\"arguments\":[\"" + argument + "\"]}"), 413)
        .contains("1048576");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"class\":\"a.B\"                  | no JSON: ` `at line 1",
        "[]                                  | must be a JSON object",
        "{}                                  | field class is missing",
        "{\"class\":null}                    | field class is missing",
        "{\"class\":7}                       | field class must be a text",
        "{\"class\":\"a.B\",\"clas\":1}      | field clas is unknown",
        "{\"class\":\"a.B\",\"name\":[]}     | field name must be a text",
        "{\"class\":\"a.B\",\"settings\":[]} | field settings must be an object",
        "{\"class\":\"a.B\",\"settings\":{\"a.b\":1}} | field settings.a.b must be a text",
        "{\"class\":\"a.B\",\"arguments\":\"x\"}     | field arguments must be a list",
        "{\"class\":\"a.B\",\"arguments\":[\"x\",2]} | field arguments[1] must be a text",
      })
  void a_mistake_in_the_body_is_told_by_its_field(String body, String sentence) throws Exception {
    assertRefused(submit(body), 400).contains(sentence.split("` `"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "millrace.batch.intervall | 5ms | did you mean millrace.batch.interval",
        "millrace.node.port       | 1   | is a setting of the node",
        "millrace.batch.interval  | 1us | 100us..60s",
      })
  void a_setting_that_a_job_can_not_have_is_refused(String key, String value, String sentence)
      throws Exception {
    String json = "{\"class\":\"%s\",\"settings\":{\"%s\":\"%s\"}}".formatted(WORDS, key, value);
    assertRefused(submit(json), 400).contains(key, sentence);
  }

  @Test
  void a_class_that_no_node_has_is_refused() throws Exception {
    assertRefused(submit("{\"class\":\"no.such.Job\"}"), 422).contains("no.such.Job");
    assertRefused(submit("{\"class\":\"java.lang.String\"}"), 422)
        .contains("java.lang.String", "StreamJob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''     | has 1 to 100 characters",
        "' '    | has 1 to 100 characters",
        "'a\\nb' | all in one line",
        "7      | named 7: a number",
      })
  void a_name_that_would_confuse_is_refused(String name, String rule) throws Exception {
    assertRefused(submit("{\"class\":\"" + WORDS + "\",\"name\":\"" + name + "\"}"), 400)
        .contains(rule);
  }

  @Test
  void a_name_has_at_most_a_hundred_characters() throws Exception {
    String longest = "n".repeat(100);
    assertRefused(submit("{\"class\":\"" + WORDS + "\",\"name\":\"" + longest + "\"}"), 503);
    assertRefused(submit("{\"class\":\"" + WORDS + "\",\"name\":\"" + longest + "n\"}"), 400)
        .contains("1 to 100");
  }

  @Test
  void code_that_was_not_uploaded_is_refused() throws Exception {
    String sha256 = "0".repeat(64);
    assertRefused(submit("{\"class\":\"a.B\",\"code\":\"" + sha256 + "\"}"), 404)
        .contains(sha256, "upload");
  }

  private HttpResponse<String> submit(String json) throws Exception {
    return node.post(json);
  }
}
