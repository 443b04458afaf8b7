package io.millrace.testkit.simulation;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.BlockStoreProtocol.FloorsRaised;
import io.millrace.protocol.BlockStoreProtocol.ReportAgain;
import io.millrace.protocol.ConductorProtocol.PartitionCommitted;
import io.millrace.protocol.ExecutorProtocol.RunTasks;
import io.millrace.protocol.LaneProtocol.Ack;
import io.millrace.protocol.LaneProtocol.Frame;
import io.millrace.protocol.WireMessage;
import io.millrace.protocol.WorkerProtocol.Dismissed;
import io.millrace.protocol.WorkerProtocol.LeaseOrder;
import io.millrace.protocol.WorkerProtocol.OpenStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One life of a worker process. Whatever it does passes {@link #run}: when dead it does nothing any
 * more, when paused it does it later, knowing nothing of the time between.
 */
final class SimulatedWorker {
  private final WorkerId id;
  private final World world;
  private final long skew;
  private final SimulatedStore blocks = new SimulatedStore(this);
  private final MapOutputs shuffled = new MapOutputs(this);
  private final TaskRunner tasks = new TaskRunner(this);
  private final @Nullable SimulatedHolder holder;
  private final Set<StreamId> streams = new HashSet<>();
  private final Map<Integer, OwnedPartition> partitions = new TreeMap<>();
  private final Map<Integer, PartitionCommitted> lastCommits = new TreeMap<>();
  private final Map<WorkerId, LaneEnd> lanes = new TreeMap<>();
  private final Set<WorkerId> gonePeers = new HashSet<>();
  private final Queue<Runnable> backlog = new ArrayDeque<>();
  private boolean dead;
  private boolean paused;

  /**
   * @param skew of its clock against the driver's, nanoseconds
   */
  SimulatedWorker(WorkerId id, World world, long skew) {
    this.id = id;
    this.world = world;
    this.skew = skew;
    this.holder = world.parameters().group() == null ? null : new SimulatedHolder(this);
  }

  /** Now if it runs, when it resumes if it is paused, never if it is dead. */
  void run(Runnable action) {
    if (paused) {
      backlog.add(action);
    } else if (!dead) {
      action.run();
    }
  }

  void after(long nanos, String what, Runnable action) {
    world.queue().after(nanos, id + " " + what, () -> run(action));
  }

  void crash() {
    dead = true;
    backlog.clear();
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    while (!backlog.isEmpty()) {
      run(backlog.remove());
    }
  }

  boolean isUp() {
    return !dead && !paused;
  }

  boolean isDead() {
    return dead;
  }

  void receive(WireMessage message) {
    run(() -> onMessage(message));
  }

  private void onMessage(WireMessage message) {
    if (message instanceof RunTasks run) {
      tasks.onRunTasks(run);
    } else if (message instanceof Frame frame) {
      onFrame(frame);
    } else if (message instanceof Ack ack && !gonePeers.contains(ack.from())) {
      laneTo(ack.from()).onAck(ack);
    } else if (message instanceof FloorsRaised raised) {
      onFloorsRaised(raised);
    } else if (message instanceof ReportAgain ask) {
      blocks.reportAgain(ask.reported());
    } else if (message instanceof OpenStream open) {
      onOpenStream(open);
    } else if (message instanceof LeaseOrder order && holder != null) {
      holder.onOrder(order);
    } else if (message instanceof Dismissed) {
      crash();
    }
  }

  /** A stream that is open already stays as it is: the message came twice. */
  private void onOpenStream(OpenStream open) {
    if (streams.add(open.stream())) {
      world.source(open.split()).open(new StreamReader(this, open));
    }
  }

  private void onFloorsRaised(FloorsRaised raised) {
    tasks.forget(raised.committed());
    shuffled.forget(raised.committed());
    blocks.floorsRaised(raised.floors());
  }

  private void onFrame(Frame frame) {
    if (!gonePeers.contains(frame.from())) {
      laneTo(frame.from()).onFrame(frame).forEach(this::onPayload);
    }
  }

  /** What came in by a lane, or from this worker itself. */
  private void onPayload(LanePayload payload) {
    if (payload instanceof LanePayload.ShuffleChunk chunk) {
      shuffled.onChunk(chunk);
    } else if (payload instanceof LanePayload.ShuffleWanted wanted) {
      shuffled.onWanted(wanted);
    } else if (payload instanceof LanePayload.SinkOutput output) {
      partitions
          .computeIfAbsent(
              output.target().partition(), p -> new OwnedPartition(this, p, world.sink()))
          .take(output);
    } else if (payload instanceof LanePayload.BlocksWanted wanted) {
      wanted.blocks().forEach(block -> serve(block, wanted.replyTo()));
    } else if (payload instanceof LanePayload.BlockCopy copy) {
      tasks.onBlockCopy(copy);
    } else if (payload instanceof LanePayload.BlockMissing missing) {
      tasks.onBlockMissing(missing.block());
    } else if (payload instanceof LanePayload.ShuffleEnd end && holder != null) {
      holder.onEnd(end);
    }
  }

  private void serve(BlockId block, WorkerId to) {
    byte[] bytes = blocks.bytes(block);
    if (bytes == null) {
      send(to, new LanePayload.BlockMissing(job(), block));
      return;
    }
    BlockMeta meta = new BlockMeta(block, block.from() + bytes.length, 0);
    List<byte[]> parts = Records.cut(bytes, parameters().chunkBytes());
    for (int i = 0; i < parts.size(); i++) {
      send(
          to,
          new LanePayload.BlockCopy(
              job(), meta, 0, List.of(), List.of(), i, parts.size(), parts.get(i)));
    }
  }

  int partsOf(int bytes) {
    return Math.max(1, (bytes + parameters().chunkBytes() - 1) / parameters().chunkBytes());
  }

  /** A peer has left: nothing of it counts any more. */
  void peerGone(WorkerId peer) {
    gonePeers.add(peer);
    LaneEnd lane = lanes.remove(peer);
    if (lane != null) {
      lane.close();
    }
  }

  /** By the lane; to itself at once. */
  void send(WorkerId to, LanePayload payload) {
    if (to.equals(id)) {
      onPayload(payload);
    } else if (!gonePeers.contains(to)) {
      laneTo(to).send(payload);
    }
  }

  void tellPeer(WorkerId peer, WireMessage message) {
    world.network().lane(id.value(), peer.value(), message, m -> world.worker(peer).receive(m));
  }

  /**
   * @param actor the one that tells it, as order is kept only between two actors
   */
  void tellDriver(String actor, WireMessage message) {
    if (holder == null) {
      tellDriverFrom(actor, message);
    } else {
      holder.pass(message);
    }
  }

  void tellDriverFrom(String actor, WireMessage message) {
    String from = id + "." + actor;
    world.network().control(from, "driver", message, world.driver()::receive);
  }

  void reportCommit(int partition, BatchId batch, long planVersion) {
    PartitionCommitted commit =
        new PartitionCommitted(id, job(), batch, planVersion, partition, clock(), Map.of());
    tellDriver("sink", commit);
    if (lastCommits.put(partition, commit) == null) {
      repeatCommit(partition);
    }
  }

  /** A report may be lost; the last of a partition stands for those before it. */
  private void repeatCommit(int partition) {
    after(
        Parameters.REMIND,
        "repeats the commit in " + partition,
        () -> {
          PartitionCommitted last = lastCommits.get(partition);
          if (last != null && !isJobOver()) {
            tellDriver("sink", last);
            repeatCommit(partition);
          }
        });
  }

  /** Under a lease it gives itself what to run. */
  void runTasks(RunTasks run) {
    after(1, "runs " + run.run(), () -> tasks.onRunTasks(run));
  }

  private LaneEnd laneTo(WorkerId peer) {
    return lanes.computeIfAbsent(peer, p -> new LaneEnd(this, p, parameters().windowBytes()));
  }

  /** The driver's time as this worker knows it. */
  long clock() {
    return world.queue().now() + skew;
  }

  WorkerId id() {
    return id;
  }

  /** Nothing needs to be told again. */
  boolean isJobOver() {
    return world.driver().isDrained();
  }

  JobId job() {
    return SimulatedDriver.JOB;
  }

  SimulatedStore blocks() {
    return blocks;
  }

  MapOutputs shuffled() {
    return shuffled;
  }

  Iterable<LaneEnd> lanes() {
    return lanes.values();
  }

  SplittableRandom random() {
    return world.random();
  }

  Parameters parameters() {
    return world.parameters();
  }

  Invariant invariants() {
    return world.invariants();
  }
}
