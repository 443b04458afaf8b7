package io.millrace.core.group;

import io.millrace.core.batch.Batch;
import io.millrace.core.model.EndedOutput;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.ShuffleEnd;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.StageSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Peers;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the workers of a leased job tell each other at the end of each stage of each batch. */
final class Exchange implements Peers {
  private final JobId job;
  private final GroupLease lease;
  private final WorkerId self;
  private final ShareEffects effects;
  private final EndBoard board;
  private final Map<BatchId, Map<StreamId, Long>> ownCuts = new HashMap<>();

  Exchange(JobId job, GroupLease lease, WorkerId self, ShareEffects effects) {
    this.job = job;
    this.lease = lease;
    this.self = self;
    this.effects = effects;
    this.board = new EndBoard(lease, self);
  }

  /** A batch was cut here. */
  void cut(Batch batch) {
    ownCuts.put(batch.id(), batch.cuts());
  }

  void add(ShuffleEnd end) {
    board.add(end);
  }

  /** A batch is over here, so nothing comes for it any more. */
  void forget(BatchId batch) {
    board.forget(batch);
    ownCuts.remove(batch);
  }

  /** How far batches went in streams of others. */
  Map<StreamId, Long> seen() {
    Map<StreamId, Long> others = new HashMap<>(board.seen());
    others.keySet().removeIf(stream -> self.equals(lease.readers().get(stream)));
    return others;
  }

  @Override
  public boolean haveEnded(BatchId batch, int shuffle) {
    return board.haveEnded(batch, shuffle);
  }

  @Override
  public List<MapOutput> outputs(BatchId batch, int shuffle, int partition) {
    return board.outputs(batch, shuffle, partition);
  }

  @Override
  public void ended(BatchId batch, int stage, List<EndedOutput> outputs) {
    StageSpec spec = lease.graph().stages().get(stage);
    if (!lease.workersOf(spec).contains(self)) {
      return;
    }
    StageRun run = new StageRun(job, batch, lease.planVersion(), stage);
    Map<StreamId, Long> cuts = board.cuts(batch);
    cuts.putAll(ownCuts.getOrDefault(batch, Map.of()));
    byOwner(spec, outputs)
        .forEach((owner, theirs) -> tell(owner, new ShuffleEnd(self, run, cuts, theirs)));
  }

  private void tell(WorkerId owner, ShuffleEnd end) {
    if (owner.equals(self)) {
      board.add(end);
    } else {
      effects.send(owner, end);
    }
  }

  /** Every owner of a partition behind the stage, also one that gets nothing. */
  private Map<WorkerId, List<EndedOutput>> byOwner(StageSpec spec, List<EndedOutput> outputs) {
    Map<WorkerId, List<EndedOutput>> byOwner = new TreeMap<>();
    JobGraph graph = lease.graph();
    for (StageOutput output : spec.outputs()) {
      if (output instanceof StageOutput.ToShuffle to) {
        for (int partition = 0; partition < graph.shuffles().get(to.shuffle()); partition++) {
          byOwner.computeIfAbsent(lease.ownerOf(partition), owner -> new ArrayList<>());
        }
      }
    }
    for (EndedOutput output : outputs) {
      List<EndedOutput> theirs = byOwner.get(lease.ownerOf(output.partition()));
      if (theirs != null) {
        theirs.add(output);
      }
    }
    return byOwner;
  }
}
