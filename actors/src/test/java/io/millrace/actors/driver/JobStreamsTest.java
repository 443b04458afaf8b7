package io.millrace.actors.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStreamsTest {
  private static final StreamId STREAM = new StreamId(0);
  private static final WorkerId ANN = new WorkerId("ann");

  private final JobStreams streams = new JobStreams(List.of("split"));

  @BeforeEach
  void open() {
    streams.opening(STREAM, ANN, 0, 0);
  }

  @Test
  void a_stream_goes_on_at_the_last_place_that_is_not_behind_what_was_reported() {
    tell(ANN, new SourcePlace(10, "ten"));
    tell(ANN, new SourcePlace(30, "thirty"));
    tell(ANN, new SourcePlace(20, "twenty"));

    assertThat(streams.placeOf(STREAM, 9)).isEqualTo(SourcePlace.START);
    assertThat(streams.placeOf(STREAM, 20)).isEqualTo(new SourcePlace(20, "twenty"));
    assertThat(streams.placeOf(STREAM, 29)).isEqualTo(new SourcePlace(20, "twenty"));
    assertThat(streams.placeOf(STREAM, 1_000)).isEqualTo(new SourcePlace(30, "thirty"));
    assertThat(streams.placeOf(new StreamId(1), 1_000)).isEqualTo(SourcePlace.START);
  }

  @Test
  void only_its_reader_is_heard_and_only_the_last_places_are_kept() {
    tell(new WorkerId("bob"), new SourcePlace(5, "of another"));
    assertThat(streams.placeOf(STREAM, 1_000)).isEqualTo(SourcePlace.START);

    for (int i = 1; i <= 100; i++) {
      tell(ANN, new SourcePlace(i, "place " + i));
    }
    assertThat(streams.placeOf(STREAM, 84)).isEqualTo(SourcePlace.START);
    assertThat(streams.placeOf(STREAM, 85)).isEqualTo(new SourcePlace(85, "place 85"));
  }

  @Test
  void places_behind_the_one_where_the_next_reader_goes_on_are_forgotten() {
    tell(ANN, new SourcePlace(10, "ten"));
    tell(ANN, new SourcePlace(30, "thirty"));

    streams.opening(STREAM, new WorkerId("bob"), 20, 1);

    assertThat(streams.placeOf(STREAM, 20)).isEqualTo(new SourcePlace(10, "ten"));
    assertThat(streams.placeOf(STREAM, 1_000)).isEqualTo(new SourcePlace(10, "ten"));
  }

  private void tell(WorkerId worker, SourcePlace place) {
    StreamStatus status =
        new StreamStatus(STREAM, "split", worker, StreamState.RECEIVING, 0, 1, 0, "");
    streams.changed(status, place);
  }
}
