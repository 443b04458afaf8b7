package io.millrace.node.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.millrace.actors.shared.SystemClock;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.actors.worker.Worker;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.WorkerProtocol;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.UUID;

/** The worker of this process, with the connectors that the class path holds. */
public final class WorkerWiring {
  private WorkerWiring() {}

  /**
   * The connectors that the class path holds.
   *
   * @throws IllegalStateException when one of them can't be made, naming it
   */
  public static List<ConnectorProvider> connectors() {
    try {
      return ServiceLoader.load(ConnectorProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new ConnectorsBrokenException(e);
    }
  }

  /**
   * A worker.
   *
   * @param driver where it registers
   */
  public static Behavior<WorkerProtocol.Command> worker(
      MillraceSettings settings,
      List<ConnectorProvider> connectors,
      JarFolder jars,
      ActorRef<DriverProtocol.Command> driver) {
    return Worker.create(
        WorkerWiring::newId,
        settings,
        SystemClock.start(settings.test()),
        driver,
        connectors,
        classesOfNode(),
        jars);
  }

  /** Where a worker keeps jars; touches the disk with the first. One for a process. */
  public static JarFolder jars(MillraceSettings settings) {
    return new JarFolder(settings.node().workDirectory().resolve("code"), settings.code());
  }

  /** In a program that runs the engine inside it, the engine may not see what the program does. */
  private static ClassLoader classesOfNode() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader != null ? loader : WorkerWiring.class.getClassLoader();
  }

  /** A worker that comes back is another one. */
  static WorkerId newId() {
    return new WorkerId("worker-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
