package io.millrace.core.model;

import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;

/** What travels from worker to worker under credit. */
public sealed interface LanePayload {
  /** Bytes it takes in the window. */
  int size();

  /** One chunk of a map output; {@code index} from 0. */
  record ShuffleChunk(ShuffleKey key, int index, int chunks, byte[] bytes) implements LanePayload {
    @Override
    public int size() {
      return bytes.length;
    }
  }

  /** Asks the owner of a partition for map outputs, to run its task elsewhere. */
  record ShuffleWanted(List<ShuffleKey> keys, WorkerId replyTo) implements LanePayload {
    public ShuffleWanted {
      keys = List.copyOf(keys);
    }

    @Override
    public int size() {
      return 64 * keys.size();
    }
  }

  /** One part of the output of a task for the owner of its sink partition. */
  record SinkOutput(StageRun run, SinkTarget target, int part, int parts, byte[] bytes)
      implements LanePayload {
    @Override
    public int size() {
      return bytes.length;
    }
  }

  /** Asks the holder of blocks for their bytes. */
  record BlocksWanted(JobId job, List<BlockId> blocks, WorkerId replyTo) implements LanePayload {
    public BlocksWanted {
      blocks = List.copyOf(blocks);
    }

    @Override
    public int size() {
      return 32 * blocks.size();
    }
  }

  /**
   * A block on its way to a worker that does not hold it; never larger than a block may be.
   *
   * @param readEnds see {@code ReadMarks}
   * @param readNanos see {@code ReadMarks}
   */
  record BlockCopy(
      JobId job,
      BlockMeta meta,
      long sealedNanos,
      List<Integer> readEnds,
      List<Long> readNanos,
      int part,
      int parts,
      byte[] bytes)
      implements LanePayload {
    @Override
    public int size() {
      return bytes.length;
    }
  }

  /** The holder has no such block any more. */
  record BlockMissing(JobId job, BlockId block) implements LanePayload {
    @Override
    public int size() {
      return 32;
    }
  }

  /**
   * Under a lease: a worker has run all its tasks of a stage of a batch that feed shuffles. Told to
   * each owner of partitions of these, behind the chunks, also when there are none.
   *
   * @param from the worker
   * @param run of the stage
   * @param cuts of the batch, of all streams that the worker knows them of
   * @param outputs for the partitions of the owner
   */
  record ShuffleEnd(
      WorkerId from, StageRun run, Map<StreamId, Long> cuts, List<EndedOutput> outputs)
      implements LanePayload {
    public ShuffleEnd {
      cuts = Map.copyOf(cuts);
      outputs = List.copyOf(outputs);
    }

    @Override
    public int size() {
      return 64 + 16 * outputs.size();
    }
  }
}
