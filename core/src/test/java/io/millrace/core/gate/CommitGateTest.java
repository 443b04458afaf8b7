package io.millrace.core.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.gate.CommitGate.Arrival;
import io.millrace.core.model.SinkTarget;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommitGateTest {
  private record Output(BatchId batch, long planVersion, SinkTarget target, byte[] bytes) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void commits_in_batch_order_each_once_however_outputs_arrive(long seed) {
    Random random = new Random(seed);
    List<Output> outputs = new ArrayList<>();
    Map<Long, String> expected = new TreeMap<>();
    BatchId previous = BatchId.NONE;
    for (long number = 0; number < 40; number += 1 + random.nextInt(3)) {
      BatchId batch = new BatchId(number);
      int tasks = 1 + random.nextInt(4);
      outputs.addAll(outputs(batch, 1, previous, tasks));
      expected.put(number, text(number, 1, tasks));
      previous = batch;
    }
    List<Output> arrivals = new ArrayList<>(outputs);
    arrivals.addAll(outputs);
    Collections.shuffle(arrivals, random);

    Map<Long, String> committed = run(new CommitGate(BatchId.NONE), arrivals);

    assertThat(committed).as("seed %d", seed).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void outputs_of_two_plan_versions_never_meet_in_one_batch(long seed) {
    Random random = new Random(seed);
    List<Output> older = new ArrayList<>();
    List<Output> newer = new ArrayList<>();
    for (long number = 0; number < 10; number++) {
      older.addAll(outputs(new BatchId(number), 1, new BatchId(number - 1), 3));
      newer.addAll(outputs(new BatchId(number), 2, new BatchId(number - 1), 2));
    }
    List<Output> arrivals = new ArrayList<>(older);
    arrivals.addAll(newer);
    Collections.shuffle(arrivals, random);

    Map<Long, String> committed = run(new CommitGate(BatchId.NONE), arrivals);

    assertThat(committed).as("seed %d", seed).hasSize(10);
    committed.forEach(
        (number, text) -> assertThat(text).isIn(text(number, 1, 3), text(number, 2, 2)));
  }

  @Test
  void a_batch_that_is_visible_takes_nothing_more() {
    CommitGate gate = new CommitGate(new BatchId(4));
    assertThat(add(gate, outputs(new BatchId(4), 2, BatchId.NONE, 1))).isEqualTo(Arrival.VISIBLE);
    assertThat(gate.next()).isNull();
    assertThat(add(gate, outputs(new BatchId(5), 2, new BatchId(4), 1))).isEqualTo(Arrival.KEPT);
    assertThat(gate.next()).isNotNull();
  }

  @Test
  void a_newer_plan_version_replaces_what_an_older_one_brought_and_the_older_comes_too_late() {
    CommitGate gate = new CommitGate(BatchId.NONE);
    BatchId batch = new BatchId(0);
    List<Output> older = outputs(batch, 1, BatchId.NONE, 2);
    add(gate, older.subList(0, 1));
    add(gate, outputs(batch, 2, BatchId.NONE, 2).subList(0, 1));

    assertThat(add(gate, older.subList(1, 2))).isEqualTo(Arrival.OUTDATED);
    assertThat(gate.next()).isNull();
    add(gate, outputs(batch, 2, BatchId.NONE, 2).subList(1, 2));
    CommitGate.Turn turn = gate.next();
    assertThat(turn).isNotNull();
    assertThat(turn.planVersion()).isEqualTo(2);
    assertThat(join(turn.outputs())).isEqualTo(text(0, 2, 2));
  }

  @Test
  void a_batch_waits_for_the_one_before_it_in_the_partition() {
    CommitGate gate = new CommitGate(BatchId.NONE);
    add(gate, outputs(new BatchId(7), 1, new BatchId(3), 1));
    assertThat(gate.next()).isNull();
    gate.committed(new BatchId(3));
    assertThat(gate.next()).isNotNull();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static Arrival add(CommitGate gate, List<Output> outputs) {
    Arrival last = Arrival.OUTDATED;
    for (Output output : outputs) {
      last = gate.add(output.batch(), output.planVersion(), output.target(), output.bytes());
    }
    return last;
  }

  private static Map<Long, String> run(CommitGate gate, List<Output> arrivals) {
    Map<Long, String> committed = new TreeMap<>();
    long last = -1;
    for (Output output : arrivals) {
      add(gate, List.of(output));
      for (CommitGate.Turn turn = gate.next(); turn != null; turn = gate.next()) {
        assertThat(turn.batch().value()).isGreaterThan(last);
        last = turn.batch().value();
        assertThat(committed.put(last, join(turn.outputs()))).isNull();
        gate.committed(turn.batch());
      }
    }
    return committed;
  }

  private static List<Output> outputs(BatchId batch, long version, BatchId previous, int tasks) {
    List<Output> outputs = new ArrayList<>();
    for (int index = 0; index < tasks; index++) {
      SinkTarget target = new SinkTarget(0, 0, new WorkerId("w"), previous, index, tasks);
      byte[] bytes = (batch.value() + "/" + version + "/" + index + " ").getBytes(UTF_8);
      outputs.add(new Output(batch, version, target, bytes));
    }
    return outputs;
  }

  private static String text(long batch, long version, int tasks) {
    return LongStream.range(0, tasks)
        .mapToObj(index -> batch + "/" + version + "/" + index + " ")
        .collect(Collectors.joining());
  }

  private static String join(List<byte[]> outputs) {
    return outputs.stream().map(bytes -> new String(bytes, UTF_8)).collect(Collectors.joining());
  }
}
