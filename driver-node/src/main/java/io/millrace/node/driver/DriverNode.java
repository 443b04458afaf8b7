package io.millrace.node.driver;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.Join;
import akka.cluster.typed.SingletonActor;
import com.typesafe.config.Config;
import io.millrace.actors.shared.NodeProcess;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.config.NodeSettings;
import io.millrace.config.SettingsException;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.node.driver.code.CodeLibrary;
import io.millrace.node.driver.code.JobCode;
import io.millrace.node.driver.desk.DriverFailure;
import io.millrace.node.driver.desk.JobClient;
import io.millrace.node.driver.desk.JobDesk;
import io.millrace.node.driver.http.HttpApi;
import io.millrace.protocol.DriverProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A driver node. Says {@code ready driver host:port} on standard output when workers can join, and
 * then {@code http host:port}, where it can be asked, unless {@code millrace.http.enabled} is off.
 *
 * <p>With {@code --job} it runs that job itself as soon as the workers that {@code
 * millrace.driver.workers} asks for are there, prints {@link JobEvent}s, and takes two commands on
 * standard input: {@code drain} (read to the end of the sources) and {@code stop} (stop reading).
 *
 * <p>Exit codes: 0 it was told to end by its input; 143 by SIGTERM, on which it leaves the cluster
 * in order; 1 it could not start or go on; 2 it was called wrongly, or a setting can't be used.
 */
@Command(
    name = "driver",
    sortOptions = false,
    description = "Runs the driver node of a cluster in this process.",
    footer = {
      "",
      "Says `ready driver HOST:PORT` when workers can join. Ends on SIGTERM with exit code 143.",
      "",
      "Example:",
      "  millrace driver --config my-driver.conf"
    })
public final class DriverNode implements Callable<Integer> {
  private final InputStream input;
  private final @Nullable Path defaultFile;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings in HOCON (default: config/driver.conf of the distribution)")
  private @Nullable Path file;

  @Option(names = "--stop-on-eof", description = "end when standard input ends")
  private boolean stopOnEof;

  @Option(names = "--job", paramLabel = "CLASS", description = "a StreamJob to run")
  private @Nullable String job;

  @Option(
      names = "--job-arg",
      paramLabel = "NAME=VALUE",
      description = "an argument of the job; may be repeated")
  private List<String> jobArguments = List.of();

  @Option(
      names = "--warmup",
      paramLabel = "S",
      defaultValue = "0",
      description = "seconds that the job's measurement leaves out (default: ${DEFAULT-VALUE})")
  private long warmUpSeconds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "seconds that the job is measured; its middle divides the halves")
  private @Nullable Long measuredSeconds;

  /**
   * A node.
   *
   * @param defaultFile settings where {@code --config} names none
   */
  public DriverNode(InputStream input, @Nullable Path defaultFile) {
    this.input = input;
    this.defaultFile = defaultFile;
  }

  public static void main(String[] arguments) {
    NodeProcess.claim();
    System.exit(new CommandLine(new DriverNode(System.in, null)).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Config config =
          NodeConfig.clustered(
              NodeConfig.of(NodeSettings.Role.DRIVER, file == null ? defaultFile : file));
      MillraceSettings settings = MillraceSettings.from(config);
      return run(config, settings, submission(settings));
    } catch (SettingsException | JobDefinitionException e) {
      return fail(NodeProcess.REFUSED, e);
    } catch (IOException | DriverFailure e) {
      return fail(NodeProcess.FAILED, e);
    }
  }

  private @Nullable JobSubmission submission(MillraceSettings settings) {
    if (job == null) {
      return null;
    }
    return JobCode.submission(
        JobCode.load(job, DriverNode.class.getClassLoader()),
        jobArguments,
        settings.shuffle().partitions(),
        measurement());
  }

  private Measurement measurement() {
    return new Measurement(
        TimeUnit.SECONDS.toMicros(warmUpSeconds),
        measuredSeconds == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toMicros(measuredSeconds));
  }

  private int run(Config config, MillraceSettings settings, @Nullable JobSubmission submission)
      throws IOException, InterruptedException {
    NodeSettings node = settings.node();
    ActorSystem<DriverGuardian.DriverStarted> system =
        NodeProcess.start(
            node.host() + ":" + node.port(),
            () -> ActorSystem.create(DriverGuardian.create(), NodeConfig.SYSTEM_NAME, config));
    JarFolder jars = DriverWiring.jars(settings);
    ActorRef<DriverProtocol.Command> driver =
        ClusterSingleton.get(system)
            .init(
                SingletonActor.of(
                    DriverGuardian.guarded(DriverWiring.driver(settings, jars), system), "driver"));
    JobClient client = new JobClient(system, driver);
    List<String> places = startHttp(system, settings, client, jars);
    Cluster cluster = Cluster.get(system);
    if (node.seedNodes().isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
    say("ready driver " + NodeProcess.address(system));
    places.forEach(this::say);
    return submission == null
        ? serve(system)
        : serve(system, new JobConsole(client, submission, this::say));
  }

  /** What there is to say of it; nothing if it is not wanted. */
  private static List<String> startHttp(
      ActorSystem<?> system, MillraceSettings settings, JobClient client, JarFolder jars)
      throws IOException, InterruptedException {
    if (!settings.http().enabled()) {
      return List.of();
    }
    ClusterMembers members = new ClusterMembers(Cluster.get(system));
    JobDesk desk = new JobDesk(client, new CodeLibrary(jars), settings, members::now);
    try {
      return List.of("http " + HttpApi.start(system, settings.http(), desk));
    } catch (IOException e) {
      system.terminate(); // a driver that can't be asked is not to take part
      throw e;
    }
  }

  private int serve(ActorSystem<?> system) {
    NodeProcess.hear(input, line -> {}, () -> atEndOfInput(system));
    return awaitEnd(system);
  }

  private int serve(ActorSystem<?> system, JobConsole console) throws InterruptedException {
    NodeProcess.hear(input, console::hear, () -> atEndOfInput(system, console));
    boolean ok = console.run();
    int code = awaitEnd(system);
    return ok ? code : NodeProcess.FAILED;
  }

  private int awaitEnd(ActorSystem<?> system) {
    system.getWhenTerminated().toCompletableFuture().join();
    CoordinatedShutdown.Reason reason =
        CoordinatedShutdown.get(system).getShutdownReason().orElseThrow();
    if (reason == CoordinatedShutdown.actorSystemTerminateReason()
        || reason == CoordinatedShutdown.jvmExitReason()) {
      return CommandLine.ExitCode.OK;
    }
    return fail(
        NodeProcess.FAILED,
        reason instanceof DriverGuardian.DriverFailed
            ? "the driver has failed, its log says why; start it again"
            : "the cluster has put this node out, as its workers were not to be reached; start it"
                + " again");
  }

  private void atEndOfInput(ActorSystem<?> system) {
    if (stopOnEof) {
      system.terminate();
    }
  }

  private void atEndOfInput(ActorSystem<?> system, JobConsole console) {
    if (stopOnEof) {
      console.close();
      system.terminate();
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private int fail(int code, Exception why) {
    return fail(code, String.valueOf(why.getMessage()));
  }

  private int fail(int code, String why) {
    spec.commandLine().getErr().println("driver node: " + why);
    return code;
  }
}
