package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.Subscribe;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real actor systems from the configuration, since Akka reads most of it only when it starts. */
class NodeSystemsTest {
  private static final int MEGABYTE = 1 << 20;
  private static final String BLOCKING = "millrace.blocking-dispatcher";

  private final List<ActorSystem<?>> systems = new ArrayList<>();
  private final BlockingQueue<Integer> received = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<Member> up = new ArrayBlockingQueue<>(10);

  @AfterEach
  void terminate() throws Exception {
    for (ActorSystem<?> system : systems) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void an_embedded_node_has_neither_cluster_nor_port() {
    ActorSystem<?> system = start(Behaviors.empty(), NodeConfig.embedded(ConfigFactory.empty()));

    assertThat(system.address().hasLocalScope()).isTrue();
    assertThat(system.dispatchers().lookup(DispatcherSelector.fromConfig(BLOCKING))).isNotNull();
    assertThat(system.settings().config().getBoolean("akka.actor.allow-java-serialization"))
        .isFalse();
  }

  @Test
  void two_nodes_form_a_cluster_on_loopback_and_a_lane_takes_a_megabyte_frame() throws Exception {
    ActorSystem<byte[]> driver = start(seeing(), clustered("driver"));
    Cluster.get(driver).manager().tell(Join.create(Cluster.get(driver).selfMember().address()));
    Address address = Cluster.get(driver).selfMember().address();
    assertThat(address.getHost()).contains("127.0.0.1");
    assertThat(up.poll(20, TimeUnit.SECONDS).getRoles()).contains("driver");

    ActorSystem<byte[]> worker =
        start(
            lanes(), clustered("worker", address.getHost().get() + ":" + address.getPort().get()));
    assertThat(up.poll(20, TimeUnit.SECONDS).getRoles()).contains("worker");

    for (String lane : List.of("lane", "worker/lane", "node/worker/lane")) {
      remote(driver, worker, lane).tell(new byte[MEGABYTE]);
      assertThat(received.poll(20, TimeUnit.SECONDS)).as(lane).isEqualTo(MEGABYTE);
    }
  }

  private static Config clustered(String role, String... seeds) {
    return NodeConfig.clustered(
        NodeConfig.of(
            Map.of("millrace.node.role", role, "millrace.node.seed-nodes", List.of(seeds)),
            "test"));
  }

  private <T> ActorSystem<T> start(Behavior<T> guardian, Config config) {
    ActorSystem<T> system = ActorSystem.create(guardian, NodeConfig.SYSTEM_NAME, config);
    systems.add(0, system);
    return system;
  }

  private Behavior<byte[]> seeing() {
    return Behaviors.setup(
        context -> {
          ActorRef<ClusterEvent.MemberUp> members =
              context.spawn(
                  Behaviors.receiveMessage(
                      (ClusterEvent.MemberUp event) -> {
                        up.add(event.member());
                        return Behaviors.same();
                      }),
                  "members");
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(Subscribe.create(members, ClusterEvent.MemberUp.class));
          return Behaviors.empty();
        });
  }

  /** A lane below the guardian, below a worker, and below a worker of a node. */
  private Behavior<byte[]> lanes() {
    return Behaviors.setup(
        context -> {
          context.spawn(lane(), "lane");
          context.spawn(above(lane(), "lane"), "worker");
          context.spawn(above(above(lane(), "lane"), "worker"), "node");
          return Behaviors.empty();
        });
  }

  private static Behavior<byte[]> above(Behavior<byte[]> child, String name) {
    return Behaviors.setup(
        context -> {
          context.spawn(child, name);
          return Behaviors.empty();
        });
  }

  private Behavior<byte[]> lane() {
    return Behaviors.receiveMessage(
        bytes -> {
          received.add(bytes.length);
          return Behaviors.same();
        });
  }

  private static ActorRef<byte[]> remote(ActorSystem<?> from, ActorSystem<?> to, String path) {
    return ActorRefResolver.get(from)
        .resolveActorRef(Cluster.get(to).selfMember().address() + "/user/" + path);
  }
}
