package io.millrace.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.millrace.protocol.LocalMessage;
import io.millrace.protocol.WireMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the vocabulary is one of the two kinds, and can do what its kind must. */
class VocabularyTest {
  private static ActorTestKit kit;
  private static EngineSerializer serializer;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
    serializer = Serializers.of(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  static Iterable<Class<?>> messages() {
    return MessageTypes.all();
  }

  static Iterable<Class<?>> wireMessages() {
    return MessageTypes.wire();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_either_crosses_nodes_or_stays_on_one(Class<?> type) {
    assertThat(type)
        .satisfies(
            message ->
                assertThat(WireMessage.class.isAssignableFrom(message))
                    .as("exactly one of WireMessage and LocalMessage")
                    .isNotEqualTo(LocalMessage.class.isAssignableFrom(message)));
  }

  @ParameterizedTest
  @MethodSource("wireMessages")
  void a_message_that_crosses_nodes_has_a_short_manifest_with_a_version(Class<?> type) {
    assertThat(manifest(type)).matches("[a-z]{2}[1-9]");
  }

  @Test
  void no_two_messages_share_a_manifest() {
    assertThat(MessageTypes.wire()).extracting(this::manifest).doesNotHaveDuplicates();
  }

  @Test
  void the_scan_finds_the_vocabulary() {
    assertThat(MessageTypes.all())
        .extracting(Class::getSimpleName)
        .contains("RegisterWorker", "RunTasks", "Frame", "ClockPing", "FloorsRaised")
        .doesNotContain("WorkerRefs");
  }

  @Test
  void akka_hands_every_message_that_crosses_nodes_to_the_engine() {
    assertThat(Serializers.boundTo(kit.system(), WireMessage.class)).isSameAs(serializer);
  }

  private String manifest(Class<?> type) {
    var sample = new RandomRecords(1, Serializers.refs(kit)).next(type);
    return serializer.manifest(sample);
  }
}
