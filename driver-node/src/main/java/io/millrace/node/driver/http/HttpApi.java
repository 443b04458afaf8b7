package io.millrace.node.driver.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import io.millrace.config.HttpSettings;
import io.millrace.node.driver.desk.JobDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.FiniteDuration;

/** The HTTP server of a driver node. */
public final class HttpApi {
  /** Header of an answer about a jar: the length of the largest that is taken, bytes. */
  public static final String MAX_UPLOAD = "Millrace-Max-Upload";

  /**
   * How long an answer takes is for the desk to say: that to a submission comes within {@code
   * millrace.driver.start-timeout} of the job, a day at most.
   */
  private static final FiniteDuration IDLE = FiniteDuration.create(25, TimeUnit.HOURS);

  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private HttpApi() {}

  /**
   * Starts it; it ends with the actor system.
   *
   * @return where it listens, {@code host:port}
   * @throws IOException with one sentence when it can't listen there
   */
  public static String start(ActorSystem<?> system, HttpSettings settings, JobDesk desk)
      throws IOException, InterruptedException {
    try {
      ServerBinding binding =
          Http.get(system)
              .newServerAt(settings.host(), settings.port())
              .adaptSettings(HttpApi::adapt)
              .bind(new ApiRoutes(system, guard(settings), desk).all())
              .toCompletableFuture()
              .get();
      binding.addToCoordinatedShutdown(GOODBYE, system);
      return settings.host() + ":" + binding.localAddress().getPort();
    } catch (ExecutionException e) {
      throw new IOException(whyNotBound(settings, e), e);
    }
  }

  private static HostGuard guard(HttpSettings settings) throws IOException {
    try {
      return new HostGuard(settings.host(), InetAddress.getByName(settings.host()));
    } catch (UnknownHostException e) {
      throw new IOException(
          "millrace.http.host = " + settings.host() + ": there is no such host", e);
    }
  }

  private static ServerSettings adapt(ServerSettings defaults) {
    ServerSettings.Timeouts timeouts =
        defaults
            .getTimeouts()
            .withRequestTimeout(scala.concurrent.duration.Duration.Inf())
            .withIdleTimeout(IDLE);
    return defaults.withTimeouts(timeouts).withServerHeader(Optional.empty());
  }

  private static String whyNotBound(HttpSettings settings, ExecutionException failure) {
    String address = settings.host() + ":" + settings.port();
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = String.valueOf(cause.getMessage());
    return reason.contains("already in use")
        ? address + " is in use by another process; choose another millrace.http.port, 0 for any"
        : "the HTTP server can't listen on " + address + ": " + reason;
  }
}
