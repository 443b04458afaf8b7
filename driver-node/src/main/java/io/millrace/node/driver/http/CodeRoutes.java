package io.millrace.node.driver.http;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.StreamConverters;
import io.millrace.node.driver.desk.JobDesk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** {@code code/SHA-256}: whether a jar is here, and taking it. */
final class CodeRoutes extends AllDirectives {
  /** An upload may take long, but not stand still. */
  private static final Duration READ_PATIENCE = Duration.ofSeconds(30);

  private final ActorSystem<?> system;
  private final JobDesk desk;
  private final DeskCalls calls;

  CodeRoutes(ActorSystem<?> system, JobDesk desk, DeskCalls calls) {
    this.system = system;
    this.desk = desk;
    this.calls = calls;
  }

  Route all() {
    return pathPrefix(
        "code",
        () ->
            path(
                segment(),
                sha256 ->
                    concat(
                        head(() -> completeWithFuture(has(sha256))),
                        put(
                            () ->
                                extractRequest(
                                    request -> completeWithFuture(store(sha256, request)))))));
  }

  /** Says besides how large a jar may be, so that nobody sends one in vain. */
  private CompletionStage<HttpResponse> has(String sha256) {
    return calls.answer(
        () ->
            HttpResponse.create()
                .withStatus(desk.hasCode(sha256) ? StatusCodes.OK : StatusCodes.NOT_FOUND)
                .addHeader(
                    RawHeader.create(HttpApi.MAX_UPLOAD, Long.toString(desk.maxCodeBytes()))));
  }

  private CompletionStage<HttpResponse> store(String sha256, HttpRequest request) {
    OptionalLong length = request.entity().getContentLengthOption();
    return calls.answer(
        () -> {
          if (length.isEmpty()) {
            return Replies.problem(
                StatusCodes.LENGTH_REQUIRED, "an upload must say its length in Content-Length");
          }
          return length.getAsLong() > desk.maxCodeBytes()
              ? tooLarge(length.getAsLong())
              : store(sha256, body(request));
        });
  }

  private HttpResponse tooLarge(long length) {
    return Replies.problem(
        StatusCodes.CONTENT_TOO_LARGE,
        "the jar has "
            + length
            + " bytes, more than this driver takes: millrace.code.max-bytes = "
            + desk.maxCodeBytes()
            + "B");
  }

  private InputStream body(HttpRequest request) {
    return request
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .runWith(StreamConverters.asInputStream(READ_PATIENCE), system);
  }

  private HttpResponse store(String sha256, InputStream jar) {
    try (jar) {
      boolean known = desk.hasCode(sha256);
      desk.storeCode(sha256, jar);
      return HttpResponse.create().withStatus(known ? StatusCodes.OK : StatusCodes.CREATED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
