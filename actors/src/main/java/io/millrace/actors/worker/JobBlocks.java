package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.config.LaneSettings;
import io.millrace.core.block.Block;
import io.millrace.core.block.BlockTable;
import io.millrace.core.block.CopyTable;
import io.millrace.core.block.StoredBlock;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.BlockRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.ConductorProtocol;
import io.millrace.protocol.LaneProtocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks of one job in a {@link BlockStore}: its own ones, copies of others', and the attempts
 * that wait for copies. Confined to the block store; what it returns is memory that is free.
 */
final class JobBlocks {
  /** Blocks in one message: some 30 bytes each, far below a frame of Artery. */
  static final int MAX_REPORTED = 4_000;

  private final WorkerId self;
  private final JobId job;
  private final ActorRef<ConductorProtocol.Command> conductor;
  private final ActorRef<LaneProtocol.Command> lane;
  private final BlockCopies outgoing;
  private final BlockTable<Held> table = new BlockTable<>();
  private final CopyTable copies = new CopyTable();
  private final Map<Long, BlockRequests.PinBlocks> waiting = new HashMap<>();
  private boolean closed;

  JobBlocks(
      WorkerId self,
      JobId job,
      ActorRef<ConductorProtocol.Command> conductor,
      LaneSettings laneSettings,
      ActorRef<LaneProtocol.Command> lane) {
    this.self = self;
    this.job = job;
    this.conductor = conductor;
    this.lane = lane;
    this.outgoing = new BlockCopies(job, laneSettings.chunkBytes());
  }

  void openStream(StreamId stream, long position) {
    table.openStream(stream, position);
  }

  List<Held> stored(Block block, Held held) {
    return table.stored(block, held);
  }

  void sealedThrough(StreamMark mark) {
    table.sealedThrough(mark);
  }

  void squeeze(boolean memoryUsedUp) {
    table.squeeze(memoryUsedUp);
  }

  void reportAgain(Map<StreamId, Long> reported) {
    reported.forEach(table::reportAgain);
  }

  /** Marks go last, so that the blocks before them are known; a message fits into a frame. */
  void report() {
    BlockTable.Report report = table.takeReport();
    List<BlockMeta> blocks = report.blocks();
    int from = 0;
    for (; blocks.size() - from > MAX_REPORTED; from += MAX_REPORTED) {
      tell(blocks.subList(from, from + MAX_REPORTED), List.of());
    }
    if (!report.isEmpty()) {
      tell(blocks.subList(from, blocks.size()), report.marks());
    }
  }

  private void tell(List<BlockMeta> blocks, List<StreamMark> marks) {
    conductor.tell(new ConductorProtocol.BlocksReported(self, job, blocks, marks));
  }

  void pin(BlockRequests.PinBlocks request, Set<WorkerId> peers) {
    List<BlockId> here = new ArrayList<>();
    List<BlockRef> elsewhere = new ArrayList<>();
    for (BlockRef ref : request.blocks()) {
      boolean local = ref.holder().equals(self);
      boolean reachable =
          local ? table.find(ref.meta().id()).isPresent() : peers.contains(ref.holder());
      if (!reachable) {
        gone(request, ref.meta().id(), ref.holder());
        return;
      }
      if (local) {
        here.add(ref.meta().id());
      } else {
        elsewhere.add(ref);
      }
    }
    table.pin(request.pin(), here);
    waiting.put(request.pin(), request);
    ask(copies.want(request.pin(), elsewhere));
    answerIfWhole(request.pin());
  }

  List<Held> unpin(long pin) {
    waiting.remove(pin);
    copies.unpin(pin);
    return table.unpin(pin);
  }

  List<Held> raise(Map<StreamId, Long> floors) {
    List<Held> freed = new ArrayList<>();
    floors.forEach((stream, floor) -> freed.addAll(table.raise(stream, floor)));
    return freed;
  }

  void onCopy(LanePayload.BlockCopy copy) {
    copies.onPart(copy).forEach(this::answerIfWhole);
  }

  List<Held> onMissing(LanePayload.BlockMissing missing) {
    return giveUp(copies.waitingFor(missing.block()));
  }

  /** Attempts that wait for a worker that has left wait in vain. */
  List<Held> onPeers(Set<WorkerId> peers) {
    return giveUp(copies.waitingOn(holder -> !peers.contains(holder)));
  }

  /** Sends another worker what it asked for. */
  void serve(LanePayload.BlocksWanted wanted) {
    for (BlockId id : wanted.blocks()) {
      Optional<StoredBlock<Held>> block = table.find(id);
      for (LanePayload payload : outgoing.of(id, block)) {
        lane.tell(new LaneRequests.Send(wanted.replyTo(), payload));
      }
    }
  }

  List<Held> close() {
    closed = true;
    return table.close();
  }

  /** Whether the job is closed and no attempt is left. */
  boolean done() {
    return closed && table.isEmpty() && copies.isEmpty();
  }

  private void ask(List<BlockRef> refs) {
    Map<WorkerId, List<BlockId>> byHolder = new LinkedHashMap<>();
    for (BlockRef ref : refs) {
      byHolder.computeIfAbsent(ref.holder(), key -> new ArrayList<>()).add(ref.meta().id());
    }
    byHolder.forEach(
        (holder, ids) ->
            lane.tell(new LaneRequests.Send(holder, new LanePayload.BlocksWanted(job, ids, self))));
  }

  private void answerIfWhole(long pin) {
    BlockRequests.PinBlocks request = waiting.get(pin);
    if (request == null) {
      return;
    }
    List<Block> blocks = new ArrayList<>();
    for (BlockRef ref : request.blocks()) {
      Optional<Block> block = find(ref);
      if (block.isEmpty()) {
        return;
      }
      blocks.add(block.get());
    }
    waiting.remove(pin);
    request.replyTo().tell(new BlockRequests.BlocksPinned(pin, blocks));
  }

  private Optional<Block> find(BlockRef ref) {
    BlockId id = ref.meta().id();
    return ref.holder().equals(self) ? table.find(id).map(StoredBlock::block) : copies.find(id);
  }

  private List<Held> giveUp(Collection<Long> pins) {
    List<Held> freed = new ArrayList<>();
    for (long pin : pins) {
      BlockRequests.PinBlocks request = waiting.get(pin);
      if (request != null) {
        firstMissing(request).ifPresent(ref -> gone(request, ref.meta().id(), ref.holder()));
      }
      freed.addAll(unpin(pin));
    }
    return freed;
  }

  private Optional<BlockRef> firstMissing(BlockRequests.PinBlocks request) {
    return request.blocks().stream().filter(ref -> find(ref).isEmpty()).findFirst();
  }

  private void gone(BlockRequests.PinBlocks request, BlockId id, WorkerId holder) {
    String what =
        "the block of " + id.stream() + " at position " + id.from() + " is not on worker " + holder;
    request.replyTo().tell(new BlockRequests.BlocksGone(request.pin(), what));
  }
}
