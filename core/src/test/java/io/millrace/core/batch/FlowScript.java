package io.millrace.core.batch;

import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A {@link BatchFlow} in short words: streams and workers by name, what it wants as lines. */
final class FlowScript implements BatchEffects {
  static final WorkerId ANN = new WorkerId("ann");
  static final WorkerId BOB = new WorkerId("bob");
  static final long MILLI = 1_000_000;
  static final BatchGrid GRID = new BatchGrid(0, 10 * MILLI, 2 * MILLI);

  private final List<String> said = new ArrayList<>();
  final BatchFlow flow;

  FlowScript(int maxUncommitted, long maxBytes, Function<StreamId, Set<Integer>> shownIn) {
    CutPolicy policy = new CutPolicy(GRID, 5 * MILLI, maxUncommitted, maxBytes);
    flow = new BatchFlow(policy, new BatchId(0), shownIn, this);
  }

  /** Two batches in flight, no limit of bytes, one stage. */
  static FlowScript ofOneStage() {
    return new FlowScript(2, 1_000_000, FlowScript::ofItsOwn);
  }

  static FlowScript ofTwoStages() {
    return new FlowScript(2, 1_000_000, stream -> Set.of());
  }

  /** One stage and one sink: the partition is the stream. */
  static Set<Integer> ofItsOwn(StreamId stream) {
    return Set.of(stream.value());
  }

  static BatchId batch(long number) {
    return new BatchId(number);
  }

  static StreamId stream(int number) {
    return new StreamId(number);
  }

  static BlockMeta block(int stream, long from, long to) {
    return new BlockMeta(new BlockId(stream(stream), from), to, 0);
  }

  static StreamMark mark(int stream, long batch, long position) {
    return new StreamMark(stream(stream), batch(batch), position);
  }

  FlowScript opened(int stream, WorkerId worker, long position) {
    flow.opened(stream(stream), worker, position);
    return this;
  }

  /** A block, with the mark that it closes the batch. */
  FlowScript read(WorkerId worker, int stream, long from, long to, long batch) {
    return report(worker, List.of(block(stream, from, to)), mark(stream, batch, to));
  }

  FlowScript report(WorkerId worker, List<BlockMeta> blocks, StreamMark... marks) {
    flow.reported(worker, blocks, List.of(marks), 0);
    return this;
  }

  FlowScript tick(long millis) {
    flow.tick(millis * MILLI);
    return this;
  }

  FlowScript ended(int stream, WorkerId worker, long position) {
    flow.ended(stream(stream), worker, position, 0);
    return this;
  }

  /** Planned and processed under the current plan. */
  FlowScript processed(long batch, Integer... partitions) {
    flow.planned(batch(batch), flow.planVersion(), List.of(partitions));
    flow.processed(batch(batch), flow.planVersion());
    return this;
  }

  FlowScript committed(long batch, int partition) {
    flow.committed(batch(batch), partition);
    return this;
  }

  /** What it said since the last time. */
  List<String> said() {
    List<String> lines = List.copyOf(said);
    said.clear();
    return lines;
  }

  @Override
  public void due(Batch batch, boolean late) {
    said.add("due " + batch.id().value() + " " + sorted(batch.cuts()) + (late ? " late" : ""));
  }

  @Override
  public void leased(Batch batch) {
    String blocks = batch.blocks().stream().map(FlowScript::text).collect(Collectors.joining(" "));
    said.add("leased " + batch.id().value() + " [" + blocks + "]");
  }

  @Override
  public void run(Batch batch, long planVersion, Set<Integer> visible) {
    String blocks = batch.blocks().stream().map(FlowScript::text).collect(Collectors.joining(" "));
    said.add(
        "run "
            + batch.id().value()
            + " v"
            + planVersion
            + " "
            + blocks
            + (visible.isEmpty() ? "" : " but " + new TreeSet<>(visible)));
  }

  @Override
  public void closed(Batch batch, BatchState state) {
    said.add("closed " + batch.id().value() + " " + state);
  }

  @Override
  public void floorsRaised(Map<StreamId, Long> floors, BatchId committed) {
    said.add("floors " + sorted(floors) + " through " + committed.value());
  }

  @Override
  public void lost(LostRange range) {
    said.add(
        "lost "
            + range.stream().value()
            + ":"
            + range.from()
            + "-"
            + range.to()
            + "@"
            + range.worker());
  }

  @Override
  public void drained() {
    said.add("drained");
  }

  private static Map<Integer, Long> sorted(Map<StreamId, Long> positions) {
    Map<Integer, Long> byNumber = new TreeMap<>();
    positions.forEach((stream, position) -> byNumber.put(stream.value(), position));
    return Collections.unmodifiableMap(byNumber);
  }

  private static String text(BlockRef block) {
    BlockMeta meta = block.meta();
    return meta.stream().value() + ":" + meta.from() + "-" + meta.to() + "@" + block.holder();
  }
}
