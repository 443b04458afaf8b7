package io.millrace.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final WorkerId ANN = new WorkerId("ann");
  private static final WorkerId BOB = new WorkerId("bob");
  private static final WorkerId CAT = new WorkerId("cat");
  private static final WorkerId DAN = new WorkerId("dan");

  private final Assignment first =
      Assignment.first(
          List.of(ANN, BOB, CAT),
          Map.of(new StreamId(0), ANN, new StreamId(1), BOB, new StreamId(3), BOB));

  @Test
  void partitions_are_dealt_in_the_order_of_the_seats_given() {
    Assignment turned = Assignment.first(List.of(BOB, ANN), Map.of());
    assertThat(turned.owners(3)).containsExactly(BOB, ANN, BOB);
    assertThat(turned.workers()).containsExactly(ANN, BOB);
  }

  @Test
  void partitions_are_dealt_round_the_workers_in_order() {
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.owners(5)).containsExactly(ANN, BOB, CAT, ANN, BOB);
  }

  @Test
  void when_a_worker_leaves_only_what_it_owned_changes_hands() {
    Assignment next = first.without(BOB, List.of(ANN, CAT));
    assertThat(next.version()).isEqualTo(2);
    assertThat(next.owners(5)).containsExactly(ANN, CAT, CAT, ANN, CAT);
    assertThat(next.readers())
        .isEqualTo(Map.of(new StreamId(0), ANN, new StreamId(1), CAT, new StreamId(3), CAT));
  }

  @Test
  void one_that_joined_takes_over_from_those_who_leave() {
    Assignment next = first.without(BOB, List.of(ANN, CAT, DAN)).without(ANN, List.of(CAT, DAN));
    assertThat(next.workers()).containsExactly(CAT, DAN);
    assertThat(next.owners(3)).containsExactly(CAT, CAT, CAT);
    assertThat(first.without(CAT, List.of(ANN, BOB, DAN)).owners(3)).containsExactly(ANN, BOB, DAN);
  }

  @Test
  void a_stream_that_nobody_reads_belongs_to_the_owner_of_its_number() {
    assertThat(first.ownerOf(new StreamId(1))).isEqualTo(BOB);
    assertThat(first.ownerOf(new StreamId(5))).isEqualTo(CAT);
  }

  @Test
  void an_assignment_to_nobody_is_refused() {
    assertThatThrownBy(() -> Assignment.first(List.of(), Map.of()))
        .hasMessage("an assignment needs a worker");
  }
}
