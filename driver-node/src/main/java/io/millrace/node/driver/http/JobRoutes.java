package io.millrace.node.driver.http;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.Location;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobSummary;
import io.millrace.node.driver.desk.JobDesk;
import io.millrace.node.driver.desk.SubmitRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code jobs}: submit, list, look at, cancel. */
final class JobRoutes extends AllDirectives {
  private static final long MOST_BODY_BYTES = 1 << 20;
  private static final long BODY_MILLIS = 10_000;

  private final ActorSystem<?> system;
  private final JobDesk desk;
  private final DeskCalls calls;

  JobRoutes(ActorSystem<?> system, JobDesk desk, DeskCalls calls) {
    this.system = system;
    this.desk = desk;
    this.calls = calls;
  }

  Route all() {
    return pathPrefix(
        "jobs",
        () ->
            concat(
                pathEnd(() -> concat(get(this::list), post(this::submit))),
                path(segment(), job -> concat(get(() -> show(job)), delete(() -> cancel(job))))));
  }

  private Route list() {
    return completeWithFuture(calls.answer(() -> Replies.json(StatusCodes.OK, desk.jobs())));
  }

  private Route show(String job) {
    return completeWithFuture(calls.answer(() -> Replies.json(StatusCodes.OK, desk.status(job))));
  }

  private Route cancel(String job) {
    return parameterOptional("drain", drain -> completeWithFuture(cancel(job, drain)));
  }

  private CompletionStage<HttpResponse> cancel(String job, Optional<String> drain) {
    return calls.answer(
        () -> {
          String value = drain.orElse("false");
          if (!value.equals("true") && !value.equals("false")) {
            return Replies.problem(
                StatusCodes.BAD_REQUEST, "drain must be true or false, not " + value);
          }
          DrainMode mode = value.equals("true") ? DrainMode.TO_END : DrainMode.NOW;
          return Replies.json(StatusCodes.ACCEPTED, desk.cancel(job, mode));
        });
  }

  private Route submit() {
    return extractRequest(request -> completeWithFuture(submit(request)));
  }

  /** Takes nothing but JSON: a page of another origin can't send that without being asked first. */
  private CompletionStage<HttpResponse> submit(HttpRequest request) {
    return request
        .entity()
        .withSizeLimit(MOST_BODY_BYTES)
        .toStrict(BODY_MILLIS, system)
        .thenCompose(body -> calls.answer(() -> submit(body)));
  }

  private HttpResponse submit(HttpEntity.Strict body) {
    if (!body.getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
      return Replies.problem(
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          "a job is submitted as application/json, not as " + body.getContentType());
    }
    SubmitRequest request;
    try {
      request = SubmitJson.read(body.getData().toArray());
    } catch (IllegalArgumentException e) {
      return Replies.problem(StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    JobSummary job = desk.submit(request);
    return Replies.json(StatusCodes.CREATED, job)
        .addHeader(Location.create(Uri.create("/api/v1/jobs/" + job.job().value())));
  }
}
