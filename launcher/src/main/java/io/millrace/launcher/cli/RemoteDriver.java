package io.millrace.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSummary;
import io.millrace.launcher.cli.CommandFailure.Exit;
import io.millrace.node.driver.desk.ClusterStatus;
import io.millrace.node.driver.desk.StatusJson;
import io.millrace.node.driver.desk.SubmitRequest;
import io.millrace.node.driver.http.ApiVersion;
import io.millrace.node.driver.http.HttpApi;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A driver over HTTP. That it refuses something or can't be reached is a {@link CommandFailure}
 * with the sentence to print.
 */
final class RemoteDriver {
  private static final String API = "/api/v1/";

  /** A little more than the driver node's own patience with its driver. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(15);

  /** A driver of a newer build may say more. */
  private static final ObjectMapper MAPPER =
      StatusJson.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final DriverAddress address;
  private final HttpCalls calls;
  private final ApiVersion version;

  private RemoteDriver(DriverAddress address, HttpCalls calls, ApiVersion version) {
    this.address = address;
    this.calls = calls;
    this.version = version;
  }

  /**
   * The driver at an address, if it is one that this command understands.
   *
   * @param own what this command is
   */
  static RemoteDriver at(DriverAddress address, ApiVersion own) throws InterruptedException {
    HttpCalls calls = new HttpCalls(address);
    HttpResponse<String> response =
        calls.send(calls.to(API + "version").timeout(ANSWER_PATIENCE).build());
    ApiVersion version = versionIn(response);
    if (version == null) {
      throw new CommandFailure(
          Exit.NO_DRIVER, "what answers at " + address + " is no driver of Millrace");
    }
    if (version.api() != own.api()) {
      throw new CommandFailure(Exit.FAILED, otherVersion(address, version, own));
    }
    return new RemoteDriver(address, calls, version);
  }

  private static @Nullable ApiVersion versionIn(HttpResponse<String> response) {
    try {
      return response.statusCode() == 200
          ? MAPPER.readValue(response.body(), ApiVersion.class)
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String otherVersion(DriverAddress address, ApiVersion driver, ApiVersion own) {
    return "the driver at %s is Millrace %s with API %d, this command is %s with API %d; use the"
            .formatted(address, driver.version(), driver.api(), own.version(), own.api())
        + " command of the driver's version";
  }

  DriverAddress address() {
    return address;
  }

  ApiVersion version() {
    return version;
  }

  Answer<List<JobSummary>> jobs() throws InterruptedException {
    return answer(get("jobs"), new TypeReference<>() {});
  }

  Answer<JobStatus> job(String nameOrId) throws InterruptedException {
    return answer(get("jobs/" + encoded(nameOrId)), new TypeReference<>() {});
  }

  Answer<ClusterStatus> cluster() throws InterruptedException {
    return answer(get("cluster"), new TypeReference<>() {});
  }

  /**
   * Ends a job's streams.
   *
   * @param drain read to the end of the sources first
   */
  Answer<JobSummary> cancel(String nameOrId, boolean drain) throws InterruptedException {
    HttpRequest request =
        calls
            .to(API + "jobs/" + encoded(nameOrId) + "?drain=" + drain)
            .timeout(ANSWER_PATIENCE)
            .DELETE()
            .build();
    return answer(request, new TypeReference<>() {});
  }

  /** Waits until the job runs, as long as the driver does. */
  Answer<JobSummary> submit(SubmitRequest job) throws InterruptedException {
    HttpRequest request =
        calls
            .to(API + "jobs")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(write(job)))
            .build();
    return answer(request, new TypeReference<>() {});
  }

  /** Hands a jar over, unless it is there already or the driver would not take it. */
  void upload(JobJar jar) throws InterruptedException {
    String path = API + "code/" + jar.sha256();
    HttpResponse<String> known =
        calls.send(
            calls
                .to(path)
                .timeout(ANSWER_PATIENCE)
                .method("HEAD", BodyPublishers.noBody())
                .build());
    if (known.statusCode() == 200) {
      return;
    }
    requireFits(jar, known.headers().firstValueAsLong(HttpApi.MAX_UPLOAD));
    calls.succeed(
        calls
            .to(path)
            .header("Content-Type", "application/octet-stream")
            .PUT(jar.publisher())
            .build());
  }

  private void requireFits(JobJar jar, OptionalLong most) {
    if (most.isPresent() && jar.bytes() > most.getAsLong()) {
      throw new CommandFailure(
          Exit.BAD_INPUT,
          "%s has %d bytes, more than the driver at %s takes: millrace.code.max-bytes = %dB"
              .formatted(jar.file(), jar.bytes(), address, most.getAsLong()));
    }
  }

  private HttpRequest get(String path) {
    return calls.to(API + path).timeout(ANSWER_PATIENCE).build();
  }

  private <T> Answer<T> answer(HttpRequest request, TypeReference<T> type)
      throws InterruptedException {
    String body = calls.succeed(request).body();
    try {
      return new Answer<>(MAPPER.readValue(body, type), body);
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          Exit.FAILED,
          "the driver at %s gave an answer that this command can't read: %s"
              .formatted(address, e.getOriginalMessage()));
    }
  }

  private static byte[] write(SubmitRequest job) {
    try {
      return MAPPER.writeValueAsBytes(job);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request can always be written", e);
    }
  }

  /** As part of a path, where a blank is %20. */
  private static String encoded(String nameOrId) {
    return URLEncoder.encode(nameOrId, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
