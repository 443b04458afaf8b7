package io.millrace.node.worker;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import io.millrace.actors.shared.NodeProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One life of a worker's actor system: a worker that is cut off from the driver has another. */
final class WorkerLife {
  private final ActorSystem<?> system;
  private final CompletableFuture<?> ready;
  private final CompletableFuture<?> over;

  /** How a life ended. */
  enum End {
    /** Somebody wanted it so. */
    TOLD,
    /** The driver it reached belongs to another cluster. */
    TURNED_AWAY,
    /** It lost its driver, or failed. */
    CUT_OFF
  }

  /**
   * A life that has begun.
   *
   * @param ready done when the driver has registered the worker
   */
  WorkerLife(ActorSystem<?> system, CompletableFuture<?> ready) {
    this.system = system;
    this.ready = ready;
    this.over = system.getWhenTerminated().toCompletableFuture();
  }

  /**
   * Waits until the worker is ready or the life is over.
   *
   * @return whether one of them came
   */
  boolean await(long millis) throws InterruptedException {
    try {
      CompletableFuture.anyOf(ready, over).get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("neither of them fails", e);
    }
  }

  boolean isReady() {
    return ready.isDone() && !over.isDone();
  }

  /** Whether it has been ready, whatever came then. */
  boolean wasReady() {
    return ready.isDone();
  }

  /** Where it listens, {@code host:port}. */
  String address() {
    return NodeProcess.address(system);
  }

  /** Ends it; it leaves the cluster first. */
  void end() {
    system.terminate();
  }

  /** Waits for the end. */
  End awaitEnd() {
    over.join();
    var reason = CoordinatedShutdown.get(system).getShutdownReason().orElseThrow();
    if (reason == CoordinatedShutdown.incompatibleConfigurationDetectedReason()) {
      return End.TURNED_AWAY;
    }
    return reason == CoordinatedShutdown.jvmExitReason() ? End.TOLD : End.CUT_OFF;
  }
}
