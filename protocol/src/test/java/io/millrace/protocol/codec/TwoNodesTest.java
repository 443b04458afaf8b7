package io.millrace.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.BlockStoreProtocol;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.protocol.WorkerRefs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two actor systems in one JVM that have nothing in common but a socket. */
class TwoNodesTest {
  private ActorTestKit driverNode;
  private ActorTestKit workerNode;

  @BeforeEach
  void start() {
    driverNode = ActorTestKit.create("driver", node());
    workerNode = ActorTestKit.create("worker", node());
  }

  @AfterEach
  void stop() {
    workerNode.shutdownTestKit();
    driverNode.shutdownTestKit();
  }

  private static Config node() {
    return ConfigFactory.parseString(
            """
            akka.actor.provider = remote
            akka.remote.artery.transport = tcp
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.remote.artery.advanced {
              inbound-lanes = 1
              outbound-lanes = 1
              maximum-frame-size = 128 KiB
            }
            """)
        .withFallback(ConfigFactory.load());
  }

  @Test
  void a_worker_registers_and_is_answered_through_the_refs_it_sent() {
    TestProbe<RegistryProtocol.Command> registry = driverNode.createTestProbe();
    ActorRef<DriverProtocol.Command> driver =
        driverNode.spawn(
            Behaviors.receive(DriverProtocol.Command.class)
                .onMessage(
                    DriverProtocol.RegisterWorker.class,
                    message -> {
                      message
                          .refs()
                          .worker()
                          .tell(new WorkerProtocol.Registered(new DriverEpoch(9), registry.ref()));
                      return Behaviors.same();
                    })
                .build());
    TestProbe<WorkerProtocol.Command> worker = workerNode.createTestProbe();
    var id = new WorkerId("w-1");

    this.<DriverProtocol.Command>fromWorker(driver)
        .tell(new DriverProtocol.RegisterWorker(id, 2, refsOf(worker)));

    var registered = worker.expectMessageClass(WorkerProtocol.Registered.class);
    assertThat(registered.epoch()).isEqualTo(new DriverEpoch(9));
    var ping = new RegistryProtocol.ClockPing(new DriverEpoch(9), id, 123, -5, 7);
    registered.registry().tell(ping);
    assertThat(registry.receiveMessage()).isEqualTo(ping);
  }

  @Test
  void the_bytes_of_a_frame_are_its_own_when_further_frames_have_come() {
    TestProbe<LaneProtocol.Command> lane = driverNode.createTestProbe();
    ActorRef<LaneProtocol.Command> remote = fromWorker(lane.ref());
    int frames = 50;
    for (int i = 0; i < frames; i++) {
      remote.tell(new LaneProtocol.Frame(new WorkerId("w-1"), i, chunk(i)));
    }

    var received = lane.receiveSeveralMessages(frames);

    for (int i = 0; i < frames; i++) {
      var frame = (LaneProtocol.Frame) received.get(i);
      assertThat(frame.sequence()).isEqualTo(i);
      assertThat(((LanePayload.ShuffleChunk) frame.payload()).bytes()).isEqualTo(chunk(i).bytes());
    }
  }

  private static LanePayload.ShuffleChunk chunk(int seed) {
    byte[] bytes = new byte[64 * 1024];
    new SplittableRandom(seed).nextBytes(bytes);
    var run = new StageRun(new JobId(1), new BatchId(seed), 1, 0);
    return new LanePayload.ShuffleChunk(new ShuffleKey(run, 0, 0, 1, 0), 0, 1, bytes);
  }

  /** The actor of the driver's node as the worker's node knows it: by address and path. */
  private <T> ActorRef<T> fromWorker(ActorRef<T> onDriver) {
    String path = ActorRefResolver.get(driverNode.system()).toSerializationFormat(onDriver);
    return ActorRefResolver.get(workerNode.system()).resolveActorRef(path);
  }

  private WorkerRefs refsOf(TestProbe<WorkerProtocol.Command> worker) {
    return new WorkerRefs(
        worker.ref(),
        workerNode.<ExecutorProtocol.Command>createTestProbe().ref(),
        workerNode.<BlockStoreProtocol.Command>createTestProbe().ref(),
        workerNode.<LaneProtocol.Command>createTestProbe().ref());
  }
}
