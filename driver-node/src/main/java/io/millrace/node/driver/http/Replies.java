package io.millrace.node.driver.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.node.driver.desk.DriverFailure;
import io.millrace.node.driver.desk.StatusJson;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers: a value as JSON, or a problem. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private static final ContentType PROBLEM =
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8).toContentType();

  private Replies() {}

  /** What the call makes, or the problem it ended with. */
  static HttpResponse of(Supplier<HttpResponse> call) {
    try {
      return call.get();
    } catch (DriverFailure e) {
      return problem(status(e.kind()), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
      return problem(
          StatusCodes.INTERNAL_SERVER_ERROR, "the driver node failed at this; its log says why");
    }
  }

  static HttpResponse json(StatusCode status, Object value) {
    return reply(status, ContentTypes.APPLICATION_JSON, value);
  }

  static HttpResponse problem(StatusCode status, String detail) {
    return reply(
        status, PROBLEM, new Problem("about:blank", status.reason(), status.intValue(), detail));
  }

  private static HttpResponse reply(StatusCode status, ContentType type, Object value) {
    try {
      byte[] body = StatusJson.mapper().writeValueAsBytes(value);
      return HttpResponse.create().withStatus(status).withEntity(HttpEntities.create(type, body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }

  private static StatusCode status(DriverFailure.Kind kind) {
    return switch (kind) {
      case BAD_REQUEST -> StatusCodes.BAD_REQUEST;
      case NOT_FOUND -> StatusCodes.NOT_FOUND;
      case CONFLICT -> StatusCodes.CONFLICT;
      case TOO_LARGE -> StatusCodes.CONTENT_TOO_LARGE;
      case REFUSED -> StatusCodes.UNPROCESSABLE_CONTENT;
      case UNAVAILABLE -> StatusCodes.SERVICE_UNAVAILABLE;
    };
  }
}
