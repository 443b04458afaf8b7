package io.millrace.node.driver.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractUri;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Allow;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.Rejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problems of requests that reached no route, or whose body did not arrive. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private Refusals() {}

  static RejectionHandler ofRejections() {
    return RejectionHandler.newBuilder()
        .handleAll(MethodRejection.class, Refusals::wrongMethod)
        .handleNotFound(extractUri(uri -> notFound(uri.path())))
        .handle(Rejection.class, Refusals::other)
        .build();
  }

  private static Route notFound(String path) {
    return complete(
        Replies.problem(
            StatusCodes.NOT_FOUND, "there is no " + path + " here; all is below /api/v1"));
  }

  private static Route wrongMethod(List<MethodRejection> rejections) {
    List<HttpMethod> allowed = rejections.stream().map(MethodRejection::supported).toList();
    String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    HttpResponse problem =
        Replies.problem(StatusCodes.METHOD_NOT_ALLOWED, "this path takes only " + names);
    return complete(problem.addHeader(Allow.create(allowed.toArray(HttpMethod[]::new))));
  }

  private static Route other(Rejection rejection) {
    return complete(
        Replies.problem(StatusCodes.BAD_REQUEST, "the request can't be used: " + rejection));
  }

  static ExceptionHandler ofExceptions() {
    return ExceptionHandler.newBuilder()
        .match(EntityStreamSizeException.class, Refusals::tooLong)
        .match(EntityStreamException.class, Refusals::broken)
        .match(TimeoutException.class, Refusals::slow)
        .matchAny(Refusals::failed)
        .build();
  }

  private static Route tooLong(EntityStreamSizeException e) {
    return complete(
        Replies.problem(
            StatusCodes.CONTENT_TOO_LARGE, "the body has more than " + e.limit() + " bytes"));
  }

  private static Route broken(EntityStreamException e) {
    return complete(
        Replies.problem(
            StatusCodes.BAD_REQUEST, "the body did not arrive whole: " + e.getMessage()));
  }

  private static Route slow(TimeoutException e) {
    return complete(
        Replies.problem(
            StatusCodes.REQUEST_TIMEOUT, "the body took too long to arrive; send it again"));
  }

  private static Route failed(Throwable e) {
    LOG.error("a request failed", e);
    return complete(
        Replies.problem(
            StatusCodes.INTERNAL_SERVER_ERROR, "the driver node failed at this; its log says why"));
  }
}
