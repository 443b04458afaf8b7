package io.millrace.node.driver.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Calls of the desk, which block, on the threads that may wait. */
final class DeskCalls {
  private final Executor blocking;

  DeskCalls(ActorSystem<?> system) {
    this.blocking =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("millrace.blocking-dispatcher"));
  }

  /** The answer that the call makes, or the problem it ended with. */
  CompletionStage<HttpResponse> answer(Supplier<HttpResponse> call) {
    return CompletableFuture.supplyAsync(() -> Replies.of(call), blocking);
  }
}
