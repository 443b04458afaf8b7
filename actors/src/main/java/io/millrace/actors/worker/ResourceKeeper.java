package io.millrace.actors.worker;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.worker.dataplane.JobResources;

/**
 * Owns what the functions of one job share on this worker: closes it when it is stopped, on a
 * thread of its own, because that may take its time.
 */
final class ResourceKeeper {
  private ResourceKeeper() {}

  /**
   * The keeper of a job.
   *
   * @param job its name, for messages
   */
  static Behavior<Void> create(String job, JobResources resources) {
    return Behaviors.receive(Void.class)
        .onSignal(
            PostStop.class,
            signal -> {
              resources.close(job);
              return Behaviors.same();
            })
        .build();
  }
}
