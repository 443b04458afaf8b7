package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.StreamMark;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Blocks stored in any order, pinned, unpinned and overtaken by floors, against plain sets; only
 * marks come in order.
 */
class BlockTablePropertyTest {
  private final BlockTable<BlockId> table = new BlockTable<>();
  private final Map<BlockId, BlockMeta> here = new HashMap<>();
  private final Map<Long, List<BlockId>> pins = new HashMap<>();
  private final Map<StreamId, Long> floors = new HashMap<>();
  private final Map<StreamId, Long> reported = new HashMap<>();
  private final Map<StreamId, Long> marked = new HashMap<>();

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keeps_what_is_needed_frees_the_rest_and_reports_in_order(long seed) {
    Random random = new Random(seed);
    List<Runnable> arrivals = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      StreamId stream = new StreamId(id);
      table.openStream(stream, 0);
      arrivals(random, stream, arrivals);
      reported.put(stream, 0L);
      marked.put(stream, 0L);
    }
    Collections.shuffle(arrivals, random);

    for (int i = 0; i < arrivals.size(); i++) {
      arrivals.get(i).run();
      table.squeeze(random.nextInt(4) == 0);
      check(table.takeReport());
      disturb(random, i);
      assertThat(needed()).isSubsetOf(here.keySet());
    }
    table.squeeze(false);
    check(table.takeReport());
    finish();
  }

  private void arrivals(Random random, StreamId stream, List<Runnable> arrivals) {
    long from = 0;
    ArrayDeque<StreamMark> marks = new ArrayDeque<>();
    for (int i = 0; i < 30; i++) {
      BlockMeta meta = new BlockMeta(new BlockId(stream, from), from + 1 + random.nextInt(50), 0);
      from = meta.to();
      arrivals.add(() -> store(meta));
      marks.add(new StreamMark(stream, new BatchId(i), from));
      arrivals.add(() -> table.sealedThrough(marks.remove()));
    }
  }

  private void store(BlockMeta meta) {
    here.put(meta.id(), meta);
    ReadMarks none = new ReadMarks(new int[0], new long[0]);
    freed(table.stored(new Block(meta, new byte[0], 0, none, 0), meta.id()));
  }

  private void disturb(Random random, long step) {
    switch (random.nextInt(4)) {
      case 0 -> pin(random, step);
      case 1 -> {
        if (!pins.isEmpty()) {
          long pin = pins.keySet().iterator().next();
          pins.remove(pin);
          freed(table.unpin(pin));
        }
      }
      case 2 -> {
        StreamId stream = new StreamId(random.nextInt(2));
        long floor = (long) (random.nextDouble() * reported.get(stream));
        floors.merge(stream, floor, Math::max);
        freed(table.raise(stream, floor));
      }
      default -> {}
    }
  }

  private void pin(Random random, long step) {
    List<BlockId> wanted = new ArrayList<>();
    for (BlockId id : here.keySet()) {
      if (random.nextInt(3) == 0) {
        wanted.add(id);
      }
    }
    assertThat(table.pin(step, wanted)).extracting(block -> block.meta().id()).isEqualTo(wanted);
    pins.put(step, wanted);
  }

  private void freed(List<BlockId> freed) {
    Set<BlockId> needed = needed();
    for (BlockId id : freed) {
      assertThat(needed).doesNotContain(id);
      assertThat(here.remove(id)).as("freed once: %s", id).isNotNull();
    }
  }

  /** Pinned, or above the floor. */
  private Set<BlockId> needed() {
    Set<BlockId> needed = new HashSet<>();
    pins.values().forEach(needed::addAll);
    for (BlockMeta meta : here.values()) {
      if (meta.to() > floors.getOrDefault(meta.stream(), 0L)) {
        needed.add(meta.id());
      }
    }
    return needed;
  }

  private void check(BlockTable.Report report) {
    for (BlockMeta meta : report.blocks()) {
      assertThat(meta.from()).isEqualTo(reported.put(meta.stream(), meta.to()));
    }
    for (StreamMark mark : report.marks()) {
      assertThat(mark.position()).isLessThanOrEqualTo(reported.get(mark.stream()));
      marked.merge(mark.stream(), mark.position(), Math::max);
    }
  }

  private void finish() {
    assertThat(marked).isEqualTo(reported);
    for (long pin : List.copyOf(pins.keySet())) {
      pins.remove(pin);
      freed(table.unpin(pin));
    }
    for (StreamId stream : reported.keySet()) {
      floors.put(stream, reported.get(stream));
      freed(table.raise(stream, reported.get(stream)));
    }
    assertThat(here).isEmpty();
    assertThat(table.isEmpty()).isTrue();
  }
}
