package io.millrace.actors.driver;

import akka.actor.typed.ActorRef;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.time.Clock;
import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.SchedulerProtocol;

/**
 * What the driver gives each of its jobs.
 *
 * @param settings of the job
 * @param code where its workers fetch its jar
 */
record JobWiring(
    DriverEpoch epoch,
    MillraceSettings settings,
    Clock clock,
    ActorRef<DriverProtocol.Command> driver,
    ActorRef<RegistryProtocol.Command> registry,
    ActorRef<SchedulerProtocol.Command> scheduler,
    ActorRef<CodeProtocol.Command> code) {}
