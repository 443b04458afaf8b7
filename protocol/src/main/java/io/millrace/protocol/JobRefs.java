package io.millrace.protocol;

import akka.actor.typed.ActorRef;

/** The actors on the driver that a job's workers report to; told once, when the job is prepared. */
public record JobRefs(
    ActorRef<JobProtocol.Command> job,
    ActorRef<ConductorProtocol.Command> conductor,
    ActorRef<SchedulerProtocol.Command> scheduler) {}
