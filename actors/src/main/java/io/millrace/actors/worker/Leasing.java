package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.config.SchedulingSettings;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.SchedulerProtocol;
import io.millrace.protocol.WorkerProtocol;

/**
 * What a job on this worker has in group mode.
 *
 * @param runner holds its leases
 * @param refs whom the parts of the job report to, so that all of it goes past the runner
 */
record Leasing(ActorRef<ConductorProtocol.Command> runner, JobRefs refs) {
  static Leasing begin(
      WorkerProtocol.PrepareJob order, Workbench bench, SchedulingSettings settings) {
    ActorContext<WorkerProtocol.Command> context = bench.context();
    ActorRef<ConductorProtocol.Command> runner =
        context.spawn(
            LeaseRunner.create(order, bench.crew(), settings, bench.clock()),
            "lease-runner-" + order.job().value());
    ActorRef<SchedulerProtocol.Command> results =
        context.spawn(results(runner), "lease-results-" + order.job().value());
    bench.crew().lane().tell(new Lane.LeaseRoute(order.job(), runner));
    return new Leasing(runner, new JobRefs(order.refs().job(), runner, results));
  }

  private static Behavior<SchedulerProtocol.Command> results(
      ActorRef<ConductorProtocol.Command> runner) {
    return Behaviors.receive(SchedulerProtocol.Command.class)
        .onMessage(
            SchedulerProtocol.StageReport.class,
            report -> {
              runner.tell(new LeaseRunner.Ran(report));
              return Behaviors.same();
            })
        .build();
  }

  void end(ActorContext<WorkerProtocol.Command> context) {
    context.stop(runner);
    context.stop(refs.scheduler());
  }
}
