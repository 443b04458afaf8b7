package io.millrace.node.driver.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import io.millrace.node.driver.desk.JobDesk;

/** All that can be asked: {@code /api/v1}, whoever may ask it, and what is said to the others. */
final class ApiRoutes extends AllDirectives {
  private final HostGuard guard;
  private final JobDesk desk;
  private final DeskCalls calls;
  private final CodeRoutes code;
  private final JobRoutes jobs;

  ApiRoutes(ActorSystem<?> system, HostGuard guard, JobDesk desk) {
    this.guard = guard;
    this.desk = desk;
    this.calls = new DeskCalls(system);
    this.code = new CodeRoutes(system, desk, calls);
    this.jobs = new JobRoutes(system, desk, calls);
  }

  Route all() {
    return handleExceptions(
        Refusals.ofExceptions(),
        () -> handleRejections(Refusals.ofRejections(), () -> guard.guard(this::api)));
  }

  private Route api() {
    return pathPrefix(
        "api", () -> pathPrefix("v1", () -> concat(version(), cluster(), code.all(), jobs.all())));
  }

  private Route version() {
    return path(
        "version", () -> get(() -> complete(Replies.json(StatusCodes.OK, ApiVersion.own()))));
  }

  private Route cluster() {
    return path(
        "cluster",
        () ->
            get(
                () ->
                    completeWithFuture(
                        calls.answer(() -> Replies.json(StatusCodes.OK, desk.cluster())))));
  }
}
