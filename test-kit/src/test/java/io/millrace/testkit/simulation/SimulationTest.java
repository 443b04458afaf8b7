package io.millrace.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import io.millrace.testkit.ActorKitExtension;
import io.millrace.testkit.Seeds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the engine from a seed, with every invariant asked after each event. */
class SimulationTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static Wire wire;

  @BeforeAll
  static void takeTheCodecs() {
    wire = new Wire((ExtendedActorSystem) Adapter.toClassic(actors.kit().system()));
  }

  @Seeds(60)
  void every_record_is_visible_once_when_messages_are_late_lost_and_doubled(long seed) {
    new World(Parameters.withoutLosses(seed), wire).run();
  }

  @Seeds(60)
  void nothing_accepted_is_silently_lost_when_workers_crash_and_come_back_as_zombies(long seed) {
    new World(Parameters.withLosses(seed), wire).run();
  }

  @Seeds(60)
  void workers_under_leases_show_every_record_once_when_messages_are_late_lost_and_doubled(
      long seed) {
    new World(Parameters.withoutLosses(seed).inGroups(), wire).run();
  }

  @Seeds(60)
  void workers_under_leases_lose_nothing_silently_when_some_crash_and_come_back_as_zombies(
      long seed) {
    new World(Parameters.withLosses(seed).inGroups(), wire).run();
  }

  @Seeds(10)
  void the_same_seed_gives_the_same_trace_and_another_one_another(long seed) {
    long first = new World(Parameters.withLosses(seed), wire).run();
    assertThat(new World(Parameters.withLosses(seed), wire).run()).isEqualTo(first);
    assertThat(new World(Parameters.withLosses(seed + 1), wire).run()).isNotEqualTo(first);
  }
}
