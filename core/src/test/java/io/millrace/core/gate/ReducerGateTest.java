package io.millrace.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.MapOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReducerGateTest {
  private record Chunk(int mapTask, int attempt, int index) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void opens_with_the_last_chunk_listed_in_any_order_among_repeats_and_strangers(long seed) {
    Random random = new Random(seed);
    List<MapOutput> outputs = new ArrayList<>();
    List<Chunk> needed = new ArrayList<>();
    List<Chunk> strangers = new ArrayList<>();
    for (int task = 0; task < 1 + random.nextInt(5); task++) {
      int chunks = 1 + random.nextInt(4);
      outputs.add(new MapOutput(task, 2, chunks));
      for (int index = 0; index < chunks; index++) {
        needed.add(new Chunk(task, 2, index));
        strangers.add(new Chunk(task, 1, index));
        strangers.add(new Chunk(task + 10, 2, index));
      }
    }
    List<Chunk> arrivals = new ArrayList<>(needed);
    arrivals.addAll(needed);
    arrivals.addAll(strangers);
    Collections.shuffle(arrivals, random);

    ReducerGate gate = new ReducerGate(outputs);
    for (Chunk chunk : arrivals) {
      assertThat(gate.complete()).as("seed %d", seed).isEqualTo(needed.isEmpty());
      gate.arrived(chunk.mapTask(), chunk.attempt(), chunk.index());
      needed.remove(chunk);
    }
    assertThat(gate.complete()).isTrue();
  }

  @Test
  void a_chunk_beyond_the_count_does_not_stand_in_for_one_that_is_missing() {
    ReducerGate gate = new ReducerGate(List.of(new MapOutput(0, 1, 2)));
    gate.arrived(0, 1, 0);
    gate.arrived(0, 1, 2);
    assertThat(gate.complete()).isFalse();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
