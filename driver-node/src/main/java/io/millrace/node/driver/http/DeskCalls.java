package io.millrace.node.driver.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Calls of the desk, which block, on threads of their own: a submission waits until its workers
 * have fetched its jar, so it must not hold a thread that serves the jar.
 */
final class DeskCalls {
  private final Executor threads;

  DeskCalls(ActorSystem<?> system) {
    this.threads =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("millrace.http-dispatcher"));
  }

  /** The answer that the call makes, or the problem it ended with. */
  CompletionStage<HttpResponse> answer(Supplier<HttpResponse> call) {
    return CompletableFuture.supplyAsync(() -> Replies.of(call), threads);
  }
}
