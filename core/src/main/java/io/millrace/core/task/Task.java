package io.millrace.core.task;

import io.millrace.core.block.Block;
import io.millrace.core.plan.StageTemplate;
import io.millrace.core.time.Clock;
import java.util.List;

/**
 * One slot's instance of a stage; runs one task after the other.
 *
 * <p>Confined to its slot, as are the user functions in its template: give each slot a template of
 * its own, read from the task binary. After a failure the next run starts afresh.
 */
public final class Task {
  /**
   * @param loader of the job's classes, which read what comes out of a shuffle
   */
  public Task(StageTemplate template, ClassLoader loader, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs over blocks of one stream.
   *
   * @param blocks in order of position, pinned by the caller until this returns
   * @param partitions of the shuffle behind; 0 in the last stage
   * @throws TaskException naming the operator at fault
   */
  public TaskResult run(List<Block> blocks, int partitions) throws TaskException {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs over one partition of a shuffle.
   *
   * @param partition which, for messages
   * @param outputs of each map task, in their order, the chunks in order of their index; a map
   *     output may be cut into chunks anywhere
   * @param partitions of the shuffle behind; 0 in the last stage
   * @throws TaskException naming the operator at fault
   */
  public TaskResult run(int partition, List<List<byte[]>> outputs, int partitions)
      throws TaskException {
    throw new UnsupportedOperationException();
  }
}
