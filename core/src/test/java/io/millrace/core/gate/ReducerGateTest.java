package io.millrace.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobId;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReducerGateTest {
  private static final StageRun READER = new StageRun(new JobId(1), new BatchId(7), 2, 4);

  private record Chunk(ShuffleKey key, int index) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void opens_with_the_last_chunk_listed_in_any_order_among_repeats_and_strangers(long seed) {
    Random random = new Random(seed);
    List<MapOutput> outputs = new ArrayList<>();
    List<Chunk> needed = new ArrayList<>();
    List<Chunk> strangers = new ArrayList<>();
    for (int task = 0; task < 1 + random.nextInt(5); task++) {
      int chunks = 1 + random.nextInt(4);
      int stage = random.nextInt(3);
      outputs.add(new MapOutput(stage, task, 2, chunks));
      for (int index = 0; index < chunks; index++) {
        needed.add(new Chunk(key(stage, 5, task, 2, 3), index));
        strangers.add(new Chunk(key(stage, 5, task, 1, 3), index));
        strangers.add(new Chunk(key(stage, 5, task + 10, 2, 3), index));
        strangers.add(new Chunk(key(stage + 3, 5, task, 2, 3), index));
        strangers.add(new Chunk(key(stage, 6, task, 2, 3), index));
        strangers.add(new Chunk(key(stage, 5, task, 2, 4), index));
      }
    }
    List<Chunk> arrivals = new ArrayList<>(needed);
    arrivals.addAll(needed);
    arrivals.addAll(strangers);
    Collections.shuffle(arrivals, random);

    ReducerGate gate = gate(outputs);
    for (Chunk chunk : arrivals) {
      assertThat(gate.complete()).as("seed %d", seed).isEqualTo(needed.isEmpty());
      gate.arrived(chunk.key(), chunk.index());
      needed.remove(chunk);
    }
    assertThat(gate.complete()).isTrue();
  }

  @Test
  void a_chunk_beyond_the_count_does_not_stand_in_for_one_that_is_missing() {
    ReducerGate gate = gate(List.of(new MapOutput(0, 0, 1, 2)));
    gate.arrived(key(0, 5, 0, 1, 3), 0);
    gate.arrived(key(0, 5, 0, 1, 3), 2);
    assertThat(gate.complete()).isFalse();
  }

  /** Of a task of stage 4 that reads partition 3 of shuffle 5. */
  private static ReducerGate gate(List<MapOutput> outputs) {
    return new ReducerGate(READER, new TaskInput.Shuffled(5, 3, new WorkerId("ann"), outputs));
  }

  private static ShuffleKey key(int stage, int shuffle, int mapTask, int attempt, int partition) {
    return new ShuffleKey(READER.ofStage(stage), shuffle, mapTask, attempt, partition);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
