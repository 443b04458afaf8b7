package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.millrace.config.LaneSettings;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.LanePayload.BlockMissing;
import io.millrace.core.model.LanePayload.ShuffleChunk;
import io.millrace.core.model.LanePayload.SinkOutput;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LaneTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final WorkerId LEFT = new WorkerId("w-left");
  private static final WorkerId RIGHT = new WorkerId("w-right");
  private static final JobId JOB = new JobId(1);
  private static final LaneSettings SETTINGS =
      new LaneSettings(64 * 1024, 200 * 1024, Duration.ofMillis(20));

  @Test
  void payloads_for_this_worker_go_to_who_takes_them() {
    Node node = new Node(actors.kit(), LEFT);
    SinkTarget target = new SinkTarget(0, 0, LEFT, BatchId.NONE, 0, 1);
    LanePayload output = new SinkOutput(run(1), target, 0, 1, new byte[0]);
    LanePayload missing = new BlockMissing(JOB, new BlockId(new StreamId(0), 5));

    node.send(LEFT, chunk(1, 10));
    node.send(LEFT, output);
    node.send(LEFT, missing);

    assertThat(node.received()).isEqualTo(1);
    assertThat(node.sinkWriter.receiveMessage())
        .isEqualTo(new SinkWriter.Output((SinkOutput) output));
    assertThat(node.blockStore.receiveMessage()).isEqualTo(new BlockRequests.FromLane(missing));
  }

  @Test
  void everything_arrives_once_and_in_order_though_a_third_of_it_gets_lost() {
    Node left = new Node(actors.kit(), LEFT);
    Node right = new Node(actors.kit(), RIGHT);
    left.meets(RIGHT, actors.kit().spawn(lossy(right.lane, 1)));
    right.meets(LEFT, actors.kit().spawn(lossy(left.lane, 2)));

    for (int i = 0; i < 100; i++) {
      left.send(RIGHT, chunk(i, 8 * 1024));
      right.send(LEFT, chunk(i, 100));
    }

    for (int i = 0; i < 100; i++) {
      assertThat(right.received()).isEqualTo(i);
      assertThat(left.received()).isEqualTo(i);
    }
  }

  @Test
  void payloads_wait_for_a_worker_that_is_not_known_yet_and_are_dropped_for_one_that_left() {
    Node left = new Node(actors.kit(), LEFT);
    TestProbe<LaneProtocol.Command> right = actors.kit().createTestProbe();
    left.send(RIGHT, chunk(7, 10));
    left.meets(RIGHT, right.ref());
    assertThat(right.expectMessageClass(LaneProtocol.Frame.class).sequence()).isZero();

    left.lane.tell(new Lane.Peers(Map.of()));
    left.send(RIGHT, chunk(8, 10));
    left.lane.tell(new LaneProtocol.Frame(RIGHT, 0, chunk(9, 10)));
    left.send(LEFT, chunk(10, 10));

    assertThat(left.received()).isEqualTo(10);
  }

  @Test
  void no_more_than_the_window_is_on_the_way() {
    Node left = new Node(actors.kit(), LEFT);
    TestProbe<LaneProtocol.Command> right = actors.kit().createTestProbe();
    left.meets(RIGHT, right.ref());
    for (int i = 0; i < 5; i++) {
      left.send(RIGHT, chunk(i, 64 * 1024));
    }

    // the fourth would exceed the window of 200 KiB, so the next to come is the first again
    assertThat(sequences(right, 4)).containsExactly(0L, 1L, 2L, 0L);
    left.lane.tell(new LaneProtocol.Ack(RIGHT, 3));
    right.fishForMessage(
        Duration.ofSeconds(10),
        message ->
            ((LaneProtocol.Frame) message).sequence() == 4
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  @Test
  void bytes_cross_a_real_connection_between_two_systems() {
    ActorTestKit leftSystem = ActorTestKit.create("left", artery());
    ActorTestKit rightSystem = ActorTestKit.create("right", artery());
    try {
      Node left = new Node(leftSystem, LEFT);
      Node right = new Node(rightSystem, RIGHT);
      left.meets(RIGHT, seenFrom(leftSystem, rightSystem, right.lane));
      right.meets(LEFT, seenFrom(rightSystem, leftSystem, left.lane));

      for (int i = 0; i < 200; i++) {
        left.send(RIGHT, chunk(i, 64 * 1024));
      }

      for (int i = 0; i < 200; i++) {
        ShuffleChunk chunk = right.chunk();
        assertThat(chunk.key().mapTask()).isEqualTo(i);
        assertThat(chunk.bytes()).isEqualTo(chunk(i, 64 * 1024).bytes());
      }
    } finally {
      leftSystem.shutdownTestKit();
      rightSystem.shutdownTestKit();
    }
  }

  private static List<Long> sequences(TestProbe<LaneProtocol.Command> lane, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> lane.expectMessageClass(LaneProtocol.Frame.class).sequence())
        .toList();
  }

  /** Passes two messages of three on, by a seed. */
  private static Behavior<LaneProtocol.Command> lossy(
      ActorRef<LaneProtocol.Command> to, long seed) {
    Random random = new Random(seed);
    return Behaviors.receiveMessage(
        message -> {
          if (random.nextInt(3) > 0) {
            to.tell(message);
          }
          return Behaviors.same();
        });
  }

  private static Config artery() {
    return ConfigFactory.parseString(
            """
            akka.actor.provider = remote
            akka.loglevel = warning
            akka.remote.artery.transport = tcp
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.remote.artery.large-message-destinations = ["/user/*"]
            akka.remote.artery.advanced { inbound-lanes = 1, outbound-lanes = 1 }
            """)
        .withFallback(ConfigFactory.load());
  }

  private static ActorRef<LaneProtocol.Command> seenFrom(
      ActorTestKit here, ActorTestKit there, ActorRef<LaneProtocol.Command> lane) {
    String path = ActorRefResolver.get(there.system()).toSerializationFormat(lane);
    return ActorRefResolver.get(here.system()).resolveActorRef(path);
  }

  private static ShuffleChunk chunk(int number, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(number).nextBytes(bytes);
    return new ShuffleChunk(new ShuffleKey(run(1), 0, number, 1, 0), 0, 1, bytes);
  }

  private static StageRun run(long batch) {
    return new StageRun(JOB, new BatchId(batch), 1, 0);
  }

  /** A lane and what it delivers to. */
  private static final class Node {
    final ActorRef<LaneProtocol.Command> lane;
    final TestProbe<BlockStoreProtocol.Command> blockStore;
    final TestProbe<SinkWriter.Command> sinkWriter;
    private final TestProbe<ShuffleInbox.Command> shuffles;

    Node(ActorTestKit kit, WorkerId self) {
      lane = kit.spawn(Lane.create(self, SETTINGS), "lane-" + System.identityHashCode(this));
      blockStore = kit.createTestProbe();
      sinkWriter = kit.createTestProbe();
      shuffles = kit.createTestProbe();
      lane.tell(new Lane.Routes(blockStore.ref(), shuffles.ref()));
      lane.tell(new Lane.SinkRoute(JOB, sinkWriter.ref()));
    }

    void meets(WorkerId peer, ActorRef<LaneProtocol.Command> at) {
      lane.tell(new Lane.Peers(Map.of(peer, at)));
    }

    void send(WorkerId to, LanePayload payload) {
      lane.tell(new LaneRequests.Send(to, payload));
    }

    /** The number of the next chunk that came in. */
    int received() {
      return chunk().key().mapTask();
    }

    ShuffleChunk chunk() {
      ShuffleInbox.FromLane message =
          shuffles.expectMessageClass(ShuffleInbox.FromLane.class, Duration.ofSeconds(20));
      return (ShuffleChunk) message.payload();
    }
  }
}
