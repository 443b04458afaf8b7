package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import io.millrace.core.model.JobId;
import io.millrace.core.model.Refusal;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActorKitExtensionTest {
  @RegisterExtension
  static final ActorKitExtension actors = ActorKitExtension.create(ManualTime.config());

  private static ActorSystem<Void> system;

  @BeforeAll
  static void remember_the_system() {
    system = actors.kit().system();
  }

  @Test
  void a_wire_message_is_written_and_read_again_on_its_way() {
    TestProbe<LaneProtocol.Command> probe = actors.kit().createTestProbe();
    var ack = new LaneProtocol.Ack(new WorkerId("w-1"), 7);
    probe.ref().tell(ack);
    assertThat(probe.receiveMessage()).isEqualTo(ack).isNotSameAs(ack);
  }

  @Test
  void a_local_message_is_handed_over_as_it_is() {
    record Buffer(byte[] bytes) implements LocalMessage {}
    TestProbe<Buffer> probe = actors.kit().createTestProbe();
    var buffer = new Buffer(new byte[1]);
    probe.ref().tell(buffer);
    assertThat(probe.receiveMessage()).isSameAs(buffer);
  }

  @Test
  void a_ref_in_a_message_still_leads_to_its_actor() {
    TestProbe<DriverProtocol.Command> driver = actors.kit().createTestProbe();
    TestProbe<DriverProtocol.Answer> client = actors.kit().createTestProbe();
    driver.ref().tell(new DriverProtocol.GetJobStatus(new JobId(1), client.ref()));
    driver
        .expectMessageClass(DriverProtocol.GetJobStatus.class)
        .replyTo()
        .tell(new DriverProtocol.JobRefused(Refusal.NOT_STARTED, "none such"));
    assertThat(client.receiveMessage())
        .isEqualTo(new DriverProtocol.JobRefused(Refusal.NOT_STARTED, "none such"));
  }

  @Test
  void the_settings_of_the_test_are_on_top() {
    ManualTime time = ManualTime.get(actors.kit().system());
    TestProbe<LaneProtocol.Command> probe = actors.kit().createTestProbe();
    var ack = new LaneProtocol.Ack(new WorkerId("w-1"), 7);
    system
        .scheduler()
        .scheduleOnce(Duration.ofHours(1), () -> probe.ref().tell(ack), system.executionContext());

    time.timePasses(Duration.ofHours(1));

    assertThat(probe.receiveMessage()).isEqualTo(ack);
  }

  @Nested
  class InANestedClass {
    @Test
    void the_kit_of_the_class_around_it_is_used() {
      assertThat(actors.kit().system()).isSameAs(system);
    }
  }

  @Test
  void a_message_that_can_not_be_written_fails_the_test() {
    assertThat(Rehearsal.of(SendsWhatCanNotBeWritten.class).failures())
        .hasSize(1)
        .hasEntrySatisfying(
            "sends()",
            failure ->
                assertThat(failure)
                    .hasMessageContaining("what akka warned of during the test")
                    .hasMessageContaining("Unwritable"));
  }

  @Test
  void the_kit_is_shut_down_after_the_class() {
    assertThat(Rehearsal.of(LeavesItsKit.class).failures()).isEmpty();
    assertThat(LeavesItsKit.system.whenTerminated().isCompleted()).isTrue();
  }

  static final class SendsWhatCanNotBeWritten {
    @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

    record Unwritable(String text) {}

    @Test
    void sends() {
      TestProbe<Object> probe = actors.kit().createTestProbe();
      // Once it has started, messages are written on the thread that sends them.
      probe.ref().tell(new LaneProtocol.Ack(new WorkerId("w-1"), 7));
      probe.receiveMessage();
      probe.ref().tell(new Unwritable("lost"));
    }
  }

  static final class LeavesItsKit {
    @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();
    private static ActorSystem<Void> system;

    @Test
    void leaves() {
      system = actors.kit().system();
    }
  }
}
