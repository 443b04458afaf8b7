package io.millrace.embedded;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.StreamJob;
import io.millrace.node.driver.DriverWiring;
import io.millrace.node.driver.code.JobCode;
import io.millrace.node.driver.desk.JobClient;
import io.millrace.node.worker.WorkerWiring;
import io.millrace.protocol.DriverProtocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Driver and worker in this process: the same parts as on a cluster, without one and without a
 * port. Runs any number of jobs, also at the same time. Safe for all threads.
 */
public final class EmbeddedMillrace implements AutoCloseable {
  private static final String DID_NOT_START =
      "the engine ended before it had begun; its log says why";

  private final MillraceSettings settings;
  private final ActorSystem<Void> system;
  private final JobClient driver;

  private EmbeddedMillrace(
      MillraceSettings settings,
      ActorSystem<Void> system,
      ActorRef<DriverProtocol.Command> driver) {
    this.settings = settings;
    this.system = system;
    this.driver = new JobClient(system, driver);
  }

  static EmbeddedMillrace start(Config config) {
    MillraceSettings settings = MillraceSettings.from(config);
    List<ConnectorProvider> connectors = WorkerWiring.connectors();
    CompletableFuture<ActorRef<DriverProtocol.Command>> driver = new CompletableFuture<>();
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.setup(context -> guard(context, settings, connectors, driver)),
            NodeConfig.SYSTEM_NAME,
            config);
    system
        .getWhenTerminated()
        .thenRun(() -> driver.completeExceptionally(new IllegalStateException(DID_NOT_START)));
    return new EmbeddedMillrace(settings, system, begun(driver));
  }

  private static <T> T begun(CompletableFuture<T> started) {
    try {
      return started.join();
    } catch (CompletionException e) {
      throw (IllegalStateException) e.getCause();
    }
  }

  /** Ends with whichever of the two ends: neither is of use without the other. */
  private static Behavior<Void> guard(
      ActorContext<Void> context,
      MillraceSettings settings,
      List<ConnectorProvider> connectors,
      CompletableFuture<ActorRef<DriverProtocol.Command>> started) {
    JarFolder jars = WorkerWiring.jars(settings); // no job comes with a jar here
    ActorRef<DriverProtocol.Command> driver =
        context.spawn(DriverWiring.driver(settings, jars), "driver");
    context.watch(driver);
    context.watch(context.spawn(WorkerWiring.worker(settings, connectors, jars, driver), "worker"));
    started.complete(driver);
    return Behaviors.empty();
  }

  /**
   * Runs a job; returns when it runs.
   *
   * @param arguments each {@code name=value}, for {@link
   *     io.millrace.dsl.StreamContext#argument(String)}
   * @throws io.millrace.dsl.JobDefinitionException for a mistake in its description, naming it
   * @throws io.millrace.node.driver.desk.DriverFailure when it is refused, saying why
   * @throws IllegalStateException when the engine was closed
   */
  public JobHandle run(StreamJob job, String... arguments) {
    return run(job, List.of(arguments), Measurement.ALWAYS);
  }

  /** Runs a job that is timed; otherwise like {@link #run(StreamJob, String...)}. */
  public JobHandle run(StreamJob job, List<String> arguments, Measurement measurement) {
    if (hasEnded()) {
      throw new IllegalStateException("the engine was closed; it can't run " + job.name());
    }
    JobSubmission submission =
        JobCode.submission(job, arguments, settings.shuffle().partitions(), measurement);
    JobId id = driver.submit(submission, settings.driver().startTimeout());
    return new JobHandle(this, driver, submission.name(), id);
  }

  /** Whether it can do nothing any more. */
  boolean hasEnded() {
    return system.getWhenTerminated().toCompletableFuture().isDone();
  }

  /** Ends the engine with all its jobs, at once; wait for them or drain them first. */
  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
