package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.dsl.Framing;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceFailedException;
import io.millrace.protocol.JobProtocol.StreamChanged;
import io.millrace.testkit.ActorKitExtension;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A receiver of a source that can go back, and may have an end. */
@Timeout(60)
class ReplayableSourceTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private ReceiverRig rig;

  @BeforeEach
  void set_up() {
    rig = new ReceiverRig(actors);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void the_end_of_a_bounded_source_ends_the_stream() {
    rig.receive(new ScriptedSource("one\ntwo\n", true));

    StreamStatus ended = rig.await(StreamState.ENDED);
    assertThat(ended.position()).isEqualTo(8);
    assertThat(ended.detail()).isEmpty();
    assertThat(rig.taken.text()).isEqualTo("one\ntwo\n");
    assertThat(rig.taken.lastMark().position()).isEqualTo(8);
  }

  @Test
  void so_does_that_of_an_empty_one() {
    rig.receive(new ScriptedSource("", true));

    assertThat(rig.await(StreamState.ENDED).position()).isZero();
    assertThat(rig.taken.lastMark().position()).isZero();
  }

  @Test
  void a_last_line_without_a_newline_is_a_record() {
    rig.receive(new ScriptedSource("one\ntwo", true));

    StreamStatus ended = rig.await(StreamState.ENDED);
    assertThat(ended.position()).isEqualTo(7);
    assertThat(ended.truncatedBytes()).isZero();
    assertThat(rig.taken.text()).isEqualTo("one\ntwo");
  }

  @Test
  void what_a_boundary_follows_is_a_record_in_a_range_of_its_own() {
    rig.receive(new ScriptedSource("one|two\nthr|ee\n|", true));

    rig.await(StreamState.ENDED);
    assertThat(rig.taken.text()).isEqualTo("onetwo\nthree\n");
    assertThat(rig.taken.ranges).containsExactly(3L, 7L, 10L, 13L);
  }

  @Test
  void a_record_that_the_end_cuts_in_two_is_dropped_counted_and_said() {
    ScriptedSource source = new ScriptedSource("123456|78", true);
    rig.spawn(rig.opened(source, Framing.fixed(4)));

    StreamStatus ended = rig.await(StreamState.ENDED);
    assertThat(ended.position()).isEqualTo(4);
    assertThat(ended.truncatedBytes()).isEqualTo(4);
    assertThat(ended.detail())
        .isEqualTo("label of the split ended inside a record, of which 2 bytes had come");
  }

  @Test
  void a_connection_that_breaks_is_resumed_in_the_middle_of_a_record() {
    ScriptedSource source = new ScriptedSource("one\nt!wo\n!three\n!", true);
    rig.receive(source);

    StreamStatus ended = rig.await(StreamState.ENDED);
    assertThat(rig.taken.text()).isEqualTo("one\ntwo\nthree\n");
    assertThat(ended.truncatedBytes()).isZero();
    assertThat(ended.connections()).isEqualTo(4);
    assertThat(source.log().opened).containsExactly("", "5", "9", "16");
  }

  @Test
  void a_stream_that_was_another_workers_goes_on_where_that_one_stopped() {
    ScriptedSource source = new ScriptedSource("one\n|tw!o\nthree\n", true);
    rig.spawn(rig.opened(source, Framing.line(), 8, SourcePlace.START));

    assertThat(rig.await(StreamState.ENDED).position()).isEqualTo(14);
    assertThat(rig.taken.text()).isEqualTo("three\n");
  }

  @Test
  void it_is_opened_at_the_last_place_that_was_heard_of() {
    ScriptedSource source = new ScriptedSource("-removed-one\n|two\nth!ree\nfour\n", true);
    SourcePlace heard = new SourcePlace(6, "14");
    rig.spawn(rig.opened(source, Framing.line(), 16, heard));

    StreamChanged ended = rig.awaitChange(StreamState.ENDED);
    assertThat(rig.taken.text()).isEqualTo("four\n");
    assertThat(source.log().opened).containsExactly("14", "20");
    assertThat(ended.place()).isEqualTo(new SourcePlace(21, "30"));
  }

  @Test
  void the_place_that_is_told_lies_between_the_last_two_records_that_were_read() throws Exception {
    rig.receive(new ScriptedSource("one\n|two\nth~", false));
    rig.taken.awaitText("one\ntwo\n");

    StreamChanged told = rig.awaitChange(change -> change.place().position() == 8);
    assertThat(told.place().offset()).isEqualTo("9");
  }

  @Test
  void a_boundary_is_a_place_behind_what_it_drops() {
    rig.spawn(rig.opened(new ScriptedSource("123456|~", false), Framing.fixed(4)));

    StreamChanged told = rig.awaitChange(change -> change.place().offset().equals("7"));
    assertThat(told.place().position()).isEqualTo(4);
  }

  @Test
  void what_a_file_had_of_a_record_counts_as_little_for_who_takes_over() {
    ScriptedSource source = new ScriptedSource("123456|abcdefgh", true);
    rig.spawn(rig.opened(source, Framing.fixed(4), 8, SourcePlace.START));

    assertThat(rig.await(StreamState.ENDED).position()).isEqualTo(12);
    assertThat(rig.taken.text()).isEqualTo("efgh");
  }

  @Test
  void a_last_line_without_a_newline_that_was_reported_is_not_read_again() {
    rig.spawn(rig.opened(new ScriptedSource("one", true), Framing.line(), 3, SourcePlace.START));

    assertThat(rig.await(StreamState.ENDED).position()).isEqualTo(3);
    assertThat(rig.taken.text()).isEmpty();
  }

  @Test
  void an_instance_that_takes_over_goes_on_inside_the_record_that_it_was_stopped_in()
      throws Exception {
    ScriptedSource source = new ScriptedSource("one\nt~wo\n", true);
    OpenedStream stream = rig.opened(source, Framing.line());
    ActorRef<Receiver.Command> first = rig.spawn(stream);
    rig.taken.awaitText("one\n");

    actors.kit().stop(first);
    rig.spawn(stream);

    assertThat(rig.await(StreamState.ENDED).position()).isEqualTo(8);
    assertThat(rig.taken.text()).isEqualTo("one\ntwo\n");
    assertThat(rig.taken.ranges).containsExactly(4L, 8L);
  }

  @Test
  void a_source_that_has_less_than_another_worker_read_of_it_fails() {
    rig.spawn(rig.opened(new ScriptedSource("one\n", true), Framing.line(), 8, SourcePlace.START));

    assertThat(rig.await(StreamState.FAILED).detail())
        .isEqualTo(
            "label of the split is not what it was: it ends 4 bytes before the place where another"
                + " worker stopped");
  }

  @Test
  void a_source_without_bounds_ends_with_what_is_there_when_it_is_drained() throws Exception {
    ActorRef<Receiver.Command> receiver = rig.receive(new ScriptedSource("one\n~two|", false));
    rig.taken.awaitText("one\n");

    receiver.tell(new Receiver.EndStream(DrainMode.TO_END));

    assertThat(rig.await(StreamState.ENDED).position()).isEqualTo(7);
    assertThat(rig.taken.text()).isEqualTo("one\ntwo");
  }

  @Test
  void a_source_that_can_not_be_read_fails_and_is_not_tried_again() {
    ScriptedSource source =
        ScriptedSource.refusing(new SourceFailedException("there is no such file"));
    rig.receive(source);

    assertThat(rig.await(StreamState.FAILED).detail()).isEqualTo("there is no such file");
    assertThat(rig.await(StreamState.FAILED).connections()).isZero();
    assertThat(source.log().opened).hasSize(1);
  }

  @Test
  void a_source_that_no_connector_knows_fails() {
    Source unknown = () -> List.of("unknown");
    rig.receive(unknown);

    assertThat(rig.await(StreamState.FAILED).detail())
        .isEqualTo("no connector on this worker reads " + unknown);
  }

  @Test
  void one_that_is_only_not_there_yet_is_tried_again() {
    ScriptedSource source = ScriptedSource.refusing(new IOException("not yet"));
    rig.receive(source);

    for (int i = 0; i < 5; i++) {
      StreamStatus status = rig.await(any -> !any.detail().isEmpty());
      assertThat(status.state()).isEqualTo(StreamState.CONNECTING);
      assertThat(status.detail()).isEqualTo("not yet");
    }
  }

  @Test
  void what_would_be_malformed_again_fails() {
    rig.receive(new ScriptedSource("ok\n" + "x".repeat(65), true));
    assertThat(rig.await(StreamState.FAILED).detail())
        .isEqualTo(
            "label of the split: stream 4: the record at position 3 does not end within 64 bytes"
                + " (millrace.receiver.max-record-bytes)");
  }

  @Test
  void so_does_what_is_not_framed_as_was_said() {
    ScriptedSource garbage = new ScriptedSource("\0\0\0\1xabcd", true);
    rig.spawn(rig.opened(garbage, Framing.lengthPrefixed()));
    assertThat(rig.await(StreamState.FAILED).detail())
        .startsWith("label of the split has a record with a length prefix of 1633837924 where 0..");
  }
}
