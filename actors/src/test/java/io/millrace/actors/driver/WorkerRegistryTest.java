package io.millrace.actors.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.WorkerProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is here: the whole driver, with probes as workers. */
class WorkerRegistryTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private final DriverNode node = new DriverNode(actors.kit(), 1);

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void a_worker_is_registered_under_the_epoch_and_told_of_its_peers() {
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered registered = ann.next(WorkerProtocol.Registered.class);
    assertThat(registered.epoch().value()).isEqualTo(DriverNode.START / 1000);
    assertThat(ann.next(WorkerProtocol.PeersChanged.class).lanes())
        .isEqualTo(Map.of(ann.id, ann.lane.ref()));

    ProbeWorker bob = node.worker("bob");
    assertThat(bob.next(WorkerProtocol.PeersChanged.class).lanes())
        .isEqualTo(Map.of(ann.id, ann.lane.ref(), bob.id, bob.lane.ref()));
  }

  @Test
  void a_registration_that_is_repeated_is_answered_again() {
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered first = ann.next(WorkerProtocol.Registered.class);
    ann.offerTo(node.driver);
    assertThat(ann.next(WorkerProtocol.Registered.class)).isEqualTo(first);
  }

  @Test
  void a_ping_is_answered_with_the_time_of_the_driver() {
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered registered = ann.next(WorkerProtocol.Registered.class);
    node.clock.advance(5);
    assertThat(ann.ping(registered))
        .isEqualTo(new WorkerProtocol.ClockPong(registered.epoch(), 77, DriverNode.START + 5));
  }

  @Test
  void those_who_have_registered_are_listed_with_slots_and_clock() {
    assertThat(node.workers()).isEmpty();
    ProbeWorker bob = node.worker("bob");
    bob.next(WorkerProtocol.Registered.class);
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered registered = ann.next(WorkerProtocol.Registered.class);
    registered
        .registry()
        .tell(new RegistryProtocol.ClockPing(registered.epoch(), ann.id, 1, -1_500, 250));
    ann.next(WorkerProtocol.ClockPong.class);
    assertThat(node.workers())
        .containsExactly(
            new RegisteredWorker(ann.id, "", ProbeWorker.SLOTS, -1.5, 0.25),
            new RegisteredWorker(bob.id, "", ProbeWorker.SLOTS, 0, 0));
  }

  @Test
  void a_silent_worker_is_dismissed_and_the_others_lose_a_peer() {
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered registered = ann.next(WorkerProtocol.Registered.class);
    ProbeWorker bob = node.worker("bob");
    bob.next(WorkerProtocol.Registered.class);

    node.timeoutPassesExceptFor(ann, registered);
    assertThat(bob.next(WorkerProtocol.Dismissed.class))
        .isEqualTo(new WorkerProtocol.Dismissed(registered.epoch(), bob.id));
    WorkerProtocol.PeersChanged peers =
        ProbeWorker.next(
            ann.worker, WorkerProtocol.PeersChanged.class, m -> !m.lanes().containsKey(bob.id));
    assertThat(peers.lanes()).containsOnlyKeys(ann.id);
  }

  @Test
  void one_that_was_dismissed_is_told_so_whatever_it_says() {
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered registered = ann.next(WorkerProtocol.Registered.class);
    ProbeWorker bob = node.worker("bob");
    bob.next(WorkerProtocol.Registered.class);
    node.timeoutPassesExceptFor(ann, registered);
    WorkerProtocol.Dismissed dismissed = bob.next(WorkerProtocol.Dismissed.class);

    registered.registry().tell(new RegistryProtocol.ClockPing(registered.epoch(), bob.id, 1, 0, 0));
    assertThat(bob.next(WorkerProtocol.Dismissed.class)).isEqualTo(dismissed);
    bob.offerTo(node.driver);
    assertThat(bob.next(WorkerProtocol.Dismissed.class)).isEqualTo(dismissed);

    bob.offerTo(node.driver, new WorkerId("bob-2"));
    assertThat(bob.next(WorkerProtocol.Registered.class)).isEqualTo(registered);
  }

  @Test
  void a_driver_that_was_away_itself_gives_nobody_up() {
    ProbeWorker ann = node.worker("ann");
    WorkerProtocol.Registered registered = ann.next(WorkerProtocol.Registered.class);
    node.worker("bob").next(WorkerProtocol.Registered.class);
    node.clock.advance(10_000_000_000L);
    ann.ping(registered);
    ann.next(WorkerProtocol.PeersChanged.class);
    assertThat(ann.next(WorkerProtocol.PeersChanged.class).lanes()).hasSize(2);
  }

  @Test
  void one_that_began_anew_replaces_its_former_life() {
    ProbeWorker ann = node.worker("ann");
    ann.next(WorkerProtocol.PeersChanged.class);
    WorkerId again = new WorkerId("ann-2");
    ann.offerTo(node.driver, again);
    ann.next(WorkerProtocol.Registered.class);
    assertThat(ann.next(WorkerProtocol.PeersChanged.class).lanes()).containsOnlyKeys(again);
    assertThat(ann.toldSoFar()).doesNotHaveAnyElementsOfTypes(WorkerProtocol.Dismissed.class);
  }
}
