package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.dsl.Framing;
import io.millrace.dsl.SocketSource;
import io.millrace.testkit.ActorKitExtension;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A receiver with its real read loop on a real socket. */
@Timeout(60)
class ReceiverTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private ReceiverRig rig;
  private ReceiverRig.Taken taken;
  private TestSocket.Server server;

  @BeforeEach
  void listen() throws IOException {
    server = new TestSocket.Server();
    rig = new ReceiverRig(actors);
    taken = rig.taken;
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    rig.close();
  }

  @Test
  void receives_and_ends_when_told_to_end_now() throws Exception {
    ActorRef<Receiver.Command> receiver = rig.receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("a\nb\nc");
      StreamStatus receiving = rig.await(StreamState.RECEIVING);
      assertThat(receiving.label()).isEqualTo("label of the split");
      assertThat(receiving.connections()).isEqualTo(1);
      taken.awaitText("a\nb\n");

      receiver.tell(new Receiver.EndStream(DrainMode.NOW));

      StreamStatus ended = rig.await(StreamState.ENDED);
      assertThat(ended.position()).isEqualTo(4);
      assertThat(ended.truncatedBytes()).as("we cut that record, not the source").isZero();
      assertThat(connection.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(taken.lastMark().position()).isEqualTo(4);
    }
  }

  @Test
  void connects_again_and_the_positions_go_on() throws Exception {
    rig.receive(server.source());
    try (TestSocket.Connection first = server.accept()) {
      first.send("one\n");
    }
    try (TestSocket.Connection second = server.accept()) {
      second.send("two\n");
      taken.awaitText("one\ntwo\n");
    }

    assertThat(taken.connections).containsExactly(0, 1);
    assertThat(rig.await(status -> status.position() == 8).connections()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void says_which_source_ended_inside_a_record_and_drops_the_part() throws Exception {
    rig.receive(server.source());
    try (TestSocket.Connection first = server.accept()) {
      first.send("ab\ncd");
    }
    StreamStatus cut = rig.await(status -> status.truncatedBytes() > 0);
    assertThat(cut.truncatedBytes()).isEqualTo(2);
    try (TestSocket.Connection second = server.accept()) {
      second.send("ef\n");
      taken.awaitText("ab\nef\n");
    }

    StreamStatus told = cut.detail().isEmpty() ? rig.await(StreamState.CONNECTING) : cut;
    assertThat(told.detail())
        .isEqualTo("label of the split ended inside a record, of which 2 bytes had come");
  }

  @Test
  void is_quiet_when_the_source_is_gone_for_good() throws Exception {
    rig.receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      server.close();
      connection.send("a\n");
    }

    StreamStatus quiet = rig.await(StreamState.QUIET);
    assertThat(quiet.position()).isEqualTo(2);
    assertThat(quiet.truncatedBytes()).isZero();
  }

  @Test
  void is_quiet_when_the_source_accepts_again_and_brings_nothing() throws Exception {
    rig.receive(server.source());
    server.accept().close();
    try (TestSocket.Connection again = server.accept()) {
      rig.await(StreamState.QUIET);

      again.send("late\n");

      rig.await(StreamState.RECEIVING);
      taken.awaitText("late\n");
    }
  }

  /** Two reports are a second apart, ten times as long as a silent source would need. */
  @Test
  void is_not_quiet_when_bytes_came_after_the_end() throws Exception {
    rig.receive(server.source());
    server.accept().close();
    try (TestSocket.Connection again = server.accept()) {
      again.send("more\n");
      rig.await(status -> status.position() == 5);

      StreamStatus next = rig.await(status -> true);
      assertThat(next.state()).isEqualTo(StreamState.RECEIVING);
    }
  }

  @Test
  void a_source_that_was_never_reached_is_never_quiet() throws Exception {
    SocketSource nowhere = TestSocket.sourceAt(TestSocket.unusedPort());
    rig.receive(nowhere);

    for (int i = 0; i < 20; i++) {
      StreamStatus status = rig.await(any -> !any.detail().isEmpty());
      assertThat(status.state()).isEqualTo(StreamState.CONNECTING);
      assertThat(status.detail()).isEqualTo(nowhere.endpoints().get(0) + " refused");
      assertThat(status.connections()).isZero();
    }
  }

  @Test
  void a_record_that_does_not_end_is_an_error_of_the_source() throws Exception {
    rig.receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("ok\n" + "x".repeat(65));

      StreamStatus status = rig.await(any -> !any.detail().isEmpty());
      assertThat(status.detail())
          .isEqualTo(
              "label of the split: stream 4: the record at position 3 does not end within 64 bytes"
                  + " (millrace.receiver.max-record-bytes)");
      taken.awaitText("ok\n");
    }
  }

  @Test
  void reads_to_the_end_when_told_so_and_does_not_come_back() throws Exception {
    ActorRef<Receiver.Command> receiver = rig.receive(server.source());
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("a\n");
      taken.awaitText("a\n");
      receiver.tell(new Receiver.EndStream(DrainMode.TO_END));
      connection.send("b\n");
    }

    StreamStatus ended = rig.await(StreamState.ENDED);
    assertThat(ended.position()).isEqualTo(4);
    assertThat(ended.detail()).isEmpty();
    assertThat(ended.connections()).isEqualTo(1);
    assertThat(taken.text()).isEqualTo("a\nb\n");
    assertThat(taken.lastMark().position()).isEqualTo(4);
    assertThat(rig.await(StreamState.ENDED)).as("told again, each second").isEqualTo(ended);
  }

  @Test
  void ends_a_quiet_stream_even_if_its_connection_stays_open() throws Exception {
    ActorRef<Receiver.Command> receiver = rig.receive(server.source());
    server.accept().close();
    try (TestSocket.Connection silent = server.accept()) {
      rig.await(StreamState.QUIET);

      receiver.tell(new Receiver.EndStream(DrainMode.TO_END));

      assertThat(rig.await(StreamState.ENDED).position()).isZero();
      assertThat(silent.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void of_a_source_that_can_not_go_back_nothing_is_left_out() throws Exception {
    rig.spawn(rig.opened(server.source(), Framing.line(), 8, SourcePlace.START));
    try (TestSocket.Connection connection = server.accept()) {
      connection.send("new\n");
      taken.awaitText("new\n");
    }
  }

  @Test
  void an_instance_that_takes_over_goes_on_where_the_one_before_stopped() throws Exception {
    OpenedStream stream = rig.opened(server.source(), Framing.line());
    ActorRef<Receiver.Command> first = rig.spawn(stream);
    try (TestSocket.Connection before = server.accept()) {
      before.send("one\ntw");
      taken.awaitText("one\n");
      actors.kit().stop(first);

      rig.spawn(stream);
      try (TestSocket.Connection after = server.accept()) {
        after.send("two\n");
        taken.awaitText("one\ntwo\n");
      }
    }
    assertThat(taken.connections).containsExactly(0, 1);
  }
}
