package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.LocalMessage;

/** The actors that a {@link Job} has below it; each holds truth, so the job ends with it. */
record JobParts(
    ActorRef<ConductorProtocol.Command> conductor, ActorRef<LatencyLedger.Command> ledger) {
  /** One of them has failed, and with it the job. */
  record Failed(String name) implements JobProtocol.Command, LocalMessage {}

  static JobParts spawn(
      ActorContext<JobProtocol.Command> context,
      JobWiring wiring,
      JobId id,
      JobSubmission job,
      BatchGrid grid) {
    ActorRef<LatencyLedger.Command> ledger =
        spawn(
            context,
            "ledger",
            LatencyLedger.create(job.measurement(), job.graph(), wiring.clock()));
    Behavior<ConductorProtocol.Command> conductor =
        BatchConductor.create(wiring, id, job.graph(), grid, context.getSelf(), ledger);
    return new JobParts(spawn(context, "conductor", conductor), ledger);
  }

  private static <T> ActorRef<T> spawn(
      ActorContext<JobProtocol.Command> context, String name, Behavior<T> behavior) {
    ActorRef<T> spawned =
        context.spawn(Behaviors.supervise(behavior).onFailure(SupervisorStrategy.stop()), name);
    context.watchWith(spawned, new Failed(name));
    return spawned;
  }
}
