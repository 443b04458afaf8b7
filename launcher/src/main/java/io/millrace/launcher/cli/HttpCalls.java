package io.millrace.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.launcher.cli.CommandFailure.Exit;
import io.millrace.node.driver.desk.StatusJson;
import io.millrace.node.driver.http.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests to one driver; what goes wrong with them becomes a sentence. */
final class HttpCalls {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  private final DriverAddress address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_PATIENCE)
          .build();

  HttpCalls(DriverAddress address) {
    this.address = address;
  }

  /** A request for a path, to be completed with its method. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  /**
   * Sends it and waits for the answer, whatever its status.
   *
   * @throws CommandFailure when there is none
   */
  HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new CommandFailure(
          Exit.NO_DRIVER,
          "no driver answers at "
              + address
              + "; say where it is with --driver HOST:PORT or in MILLRACE_DRIVER");
    } catch (HttpTimeoutException e) {
      throw new CommandFailure(
          Exit.FAILED, "the driver at " + address + " took the request and gave no answer");
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.FAILED, "the connection to the driver at " + address + " broke: " + e.getMessage());
    }
  }

  /**
   * Sends it and waits for its success.
   *
   * @throws CommandFailure otherwise
   */
  HttpResponse<String> succeed(HttpRequest request) throws InterruptedException {
    HttpResponse<String> response = send(request);
    if (response.statusCode() / 100 != 2) {
      throw refused(response);
    }
    return response;
  }

  private CommandFailure refused(HttpResponse<String> response) {
    Exit exit = response.statusCode() / 100 == 4 ? Exit.BAD_INPUT : Exit.FAILED;
    try {
      Problem problem = StatusJson.mapper().readValue(response.body(), Problem.class);
      return new CommandFailure(exit, problem.detail());
    } catch (JsonProcessingException e) {
      return new CommandFailure(
          exit, "the driver at " + address + " answered with status " + response.statusCode());
    }
  }
}
