package io.millrace.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.millrace.config.NodeConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerLifeTest {
  private final ActorSystem<?> system =
      ActorSystem.create(
          Behaviors.empty(), "worker-life", NodeConfig.embedded(ConfigFactory.empty()));
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final WorkerLife life = new WorkerLife(system, ready);

  @AfterEach
  void terminate() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Test
  void a_process_that_is_told_to_end_begins_no_other_life() {
    // what Akka's shutdown hook does on SIGTERM
    CoordinatedShutdown.get(system).run(CoordinatedShutdown.jvmExitReason(), Optional.empty());
    assertThat(life.awaitEnd()).isEqualTo(WorkerLife.End.TOLD);
  }

  @Test
  void a_system_that_ends_by_itself_was_cut_off() {
    life.end();
    assertThat(life.awaitEnd()).isEqualTo(WorkerLife.End.CUT_OFF);
  }

  @Test
  void a_life_that_ends_is_not_waited_for_to_become_ready() throws Exception {
    assertThat(life.await(0)).isFalse();
    life.end();
    assertThat(life.await(60_000)).isTrue();
    assertThat(life.isReady()).isFalse();
  }

  @Test
  void a_life_is_ready_until_it_ends() throws Exception {
    assertThat(life.isReady()).isFalse();
    ready.complete(null);
    assertThat(life.await(0)).isTrue();
    assertThat(life.isReady()).isTrue();
    life.end();
    life.awaitEnd();
    assertThat(life.isReady()).isFalse();
  }
}
