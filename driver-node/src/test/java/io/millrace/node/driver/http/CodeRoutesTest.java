package io.millrace.node.driver.http;

import static io.millrace.node.driver.http.HttpAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.UserJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars on their way to the driver, and what is no jar. */
class CodeRoutesTest {
  private static final int LIMIT = 2000;

  @TempDir private Path directory;
  private HttpNode node;
  private Path jar;

  @BeforeEach
  void start() throws Exception {
    Path jars = Files.createDirectory(directory.resolve("jars"));
    node = new HttpNode(jars, Map.of("millrace.code.max-bytes", LIMIT + "B"));
    jar =
        new UserJar()
            .with("a.Job", "package a; public class Job {}")
            .writeTo(directory.resolve("job.jar"));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void a_jar_is_taken_once_and_known_from_then_on() throws Exception {
    String path = "code/" + UserJar.sha256(jar);
    assertThat(head(path)).isEqualTo(404);
    assertThat(node.put(path, jar).statusCode()).isEqualTo(201);
    assertThat(head(path)).isEqualTo(200);
    assertThat(node.put(path, jar).statusCode()).isEqualTo(200);
  }

  @Test
  void a_job_is_made_of_the_jar_that_it_names() throws Exception {
    String sha256 = UserJar.sha256(jar);
    node.put("code/" + sha256, jar);
    assertRefused(node.post("{\"class\":\"a.Job\",\"code\":\"" + sha256 + "\"}"), 422)
        .contains("a.Job", "no StreamJob");
    assertRefused(node.post("{\"class\":\"a.Gone\",\"code\":\"" + sha256 + "\"}"), 422)
        .contains("a.Gone");
  }

  @Test
  void bytes_that_are_not_those_that_were_promised_are_refused() throws Exception {
    String other = "0".repeat(64);
    assertRefused(node.put("code/" + other, jar), 422).contains(other);
    assertThat(head("code/" + other)).isEqualTo(404);
    assertRefused(node.put("code/xyz", jar), 422).contains("xyz", "64 hexadecimal digits");
  }

  @Test
  void bytes_that_are_no_jar_are_refused() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "no jar at all");
    String path = "code/" + UserJar.sha256(text);
    assertRefused(node.put(path, text), 422).contains("jar");
    assertThat(head(path)).isEqualTo(404);
  }

  @Test
  void a_jar_that_is_too_large_is_refused_with_the_limit_before_it_is_sent() throws Exception {
    String answer =
        node.raw(
            "PUT /api/v1/code/" + "0".repeat(64) + " HTTP/1.1",
            "Host: localhost",
            "Expect: 100-continue",
            "Content-Length: 4294967296");
    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .contains("4294967296", "millrace.code.max-bytes = " + LIMIT + "B");
  }

  @Test
  void how_large_a_jar_may_be_is_said_to_whoever_asks_for_one() throws Exception {
    HttpResponse<String> response =
        node.send(node.to("code/" + "0".repeat(64)).method("HEAD", BodyPublishers.noBody()));
    assertThat(response.headers().firstValue("Millrace-Max-Upload")).contains("2000");
  }

  @Test
  void a_jar_one_byte_below_the_limit_is_taken_and_one_above_is_not() throws Exception {
    Path fits = sized("fits.jar", LIMIT);
    assertThat(node.put("code/" + UserJar.sha256(fits), fits).statusCode()).isEqualTo(201);
    Path above = sized("above.jar", LIMIT + 1);
    assertRefused(node.put("code/" + UserJar.sha256(above), above), 413).contains("2001");
  }

  @Test
  void an_upload_of_unknown_length_is_refused() throws Exception {
    HttpResponse<String> response =
        node.send(
            node.to("code/" + "0".repeat(64))
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9]))));
    assertRefused(response, 411).contains("Content-Length");
  }

  /** A jar of exactly this length; what is stored in it can't be compressed. */
  private Path sized(String name, int length) throws Exception {
    Path file = directory.resolve(name);
    for (int entry = length; entry > 0; entry--) {
      byte[] bytes = new byte[entry];
      new java.util.Random(1).nextBytes(bytes);
      new UserJar().withEntry("bytes", bytes).writeTo(file);
      if (Files.size(file) == length) {
        return file;
      }
    }
    throw new AssertionError("no jar of " + length + " bytes");
  }

  private int head(String path) throws Exception {
    return node.send(node.to(path).method("HEAD", BodyPublishers.noBody())).statusCode();
  }
}
