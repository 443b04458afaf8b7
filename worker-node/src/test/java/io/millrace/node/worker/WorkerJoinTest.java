package io.millrace.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberUp;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.Subscribe;
import io.millrace.actors.shared.NodeProcess;
import io.millrace.config.NodeConfig;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A worker, and a driver node without a driver: it can be joined, but registers nobody. */
@Timeout(90)
class WorkerJoinTest {
  private final BlockingQueue<MemberUp> workersUp = new LinkedBlockingQueue<>();
  private final ActorSystem<MemberUp> driver = driver();
  private final String address = NodeProcess.address(driver);
  private final PipedOutputStream input = new PipedOutputStream();
  private final StringWriter out = new StringWriter();
  private final Said said = new Said();

  @TempDir private Path folder;

  @AfterEach
  void terminate() throws Exception {
    input.close();
    end(driver);
  }

  @Test
  void a_worker_of_another_cluster_names_both_and_ends() throws Exception {
    CompletableFuture<Integer> worker = start("millrace.cluster.name = bakery", "3600");
    assertThat(worker.get(60, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(said.lines)
        .containsExactly(
            "worker node: the driver at "
                + address
                + " belongs to cluster mill, this worker to bakery (millrace.cluster.name)");
    assertThat(out.toString()).isEmpty();
    assertThat(workersUp).isEmpty();
  }

  @Test
  void a_worker_that_nobody_registers_gives_up_when_it_was_told_to() throws Exception {
    CompletableFuture<Integer> worker = start("millrace.cluster.name = mill", "1");
    assertThat(worker.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(said.lines)
        .containsExactly("worker node: no driver node answered at " + address + " within 1 s");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void when_the_last_driver_node_leaves_in_order_a_worker_starts_anew() throws Exception {
    CompletableFuture<Integer> worker = start("millrace.cluster.name = mill", "3600");
    assertThat(workersUp.poll(60, TimeUnit.SECONDS)).isNotNull();
    end(driver);
    awaitSaid("worker node: cut off from the driver; starting anew");
    input.close();
    assertThat(worker.get(60, TimeUnit.SECONDS)).isZero();
  }

  /** Passes over what is said of drivers that are slow to answer. */
  private void awaitSaid(String wanted) throws InterruptedException {
    String line = said.lines.poll(60, TimeUnit.SECONDS);
    while (line != null && line.contains("trying again")) {
      line = said.lines.poll(60, TimeUnit.SECONDS);
    }
    assertThat(line).isEqualTo(wanted);
  }

  private CompletableFuture<Integer> start(String settings, String joinTimeout) throws IOException {
    Path file = Files.writeString(folder.resolve("worker.conf"), settings);
    CommandLine worker =
        new CommandLine(new WorkerNode(new PipedInputStream(input), file))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(said, true));
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    new Thread(
            () ->
                exit.complete(
                    worker.execute(
                        "--stop-on-eof", "--driver", address, "--join-timeout", joinTimeout)),
            "worker node")
        .start();
    return exit;
  }

  private ActorSystem<MemberUp> driver() {
    ActorSystem<MemberUp> system =
        ActorSystem.create(
            Behaviors.receiveMessage(
                event -> {
                  if (event.member().hasRole("worker")) {
                    workersUp.add(event);
                  }
                  return Behaviors.same();
                }),
            NodeConfig.SYSTEM_NAME,
            NodeConfig.clustered(
                NodeConfig.of(
                    Map.of("millrace.node.role", "driver", NodeConfig.CLUSTER_NAME, "mill"),
                    "test")));
    Cluster cluster = Cluster.get(system);
    cluster.subscriptions().tell(Subscribe.create(system, MemberUp.class));
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    return system;
  }

  private static void end(ActorSystem<?> system) throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** What the worker says on standard error, line by line. */
  private static final class Said extends StringWriter {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void flush() {
      toString().lines().forEach(lines::add);
      getBuffer().setLength(0);
    }
  }
}
