package io.millrace.core.group;

import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LeaseTerms;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;

/**
 * A job of two streams, one shuffle of two partitions and a sink; Ann and Bob read a stream and own
 * a partition each.
 */
final class Shares {
  static final long MILLI = 1_000_000;
  static final JobId JOB = new JobId(3);
  static final WorkerId ANN = new WorkerId("ann");
  static final WorkerId BOB = new WorkerId("bob");
  static final StreamId ANNS = new StreamId(0);
  static final StreamId BOBS = new StreamId(1);
  static final BatchGrid GRID = new BatchGrid(0, 10 * MILLI, 10 * MILLI);
  static final LeaseTerms TERMS = new LeaseTerms(5 * MILLI, 2, 1 << 20, 1 << 20, 2);
  static final JobGraph GRAPH =
      new JobGraph(
          List.of(
              stage(0, new StageInput.Streams(0), new StageOutput.ToShuffle(0)),
              stage(1, new StageInput.Shuffle(0), new StageOutput.ToSink(0, 0))),
          List.of(new SourceSpec("source", new byte[] {1}, 0, List.of("a", "b"))),
          List.of(2),
          List.of(new SinkSpec("sink", new byte[] {2}, 0, 2)));

  private Shares() {}

  private static StageSpec stage(int number, StageInput input, StageOutput output) {
    TaskBinary binary = new TaskBinary(new TaskBinaryId("stage-" + number), number, new byte[] {3});
    return new StageSpec(binary, input, List.of(output));
  }

  /** Under plan version 7, from batch 5 on. */
  static GroupLease lease() {
    return new GroupLease(
        7,
        GRID,
        GRAPH.outline(),
        TERMS,
        List.of(ANN, BOB),
        Map.of(ANNS, ANN, BOBS, BOB),
        batch(5),
        Map.of(ANNS, 100L, BOBS, 0L),
        Map.of(0, batch(4)));
  }

  static BatchId batch(long number) {
    return new BatchId(number);
  }

  static BlockMeta block(StreamId stream, long from, long to) {
    return new BlockMeta(new BlockId(stream, from), to, 0);
  }

  static StreamMark mark(StreamId stream, long batch, long position) {
    return new StreamMark(stream, batch(batch), position);
  }
}
