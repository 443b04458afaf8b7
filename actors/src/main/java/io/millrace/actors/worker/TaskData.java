package io.millrace.actors.worker;

import io.millrace.core.block.Block;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskException;
import io.millrace.core.task.TaskResult;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The input of a task, here and ready to be read. */
sealed interface TaskData {
  /** Reads it with a task. */
  TaskResult runThrough(Task task, IntUnaryOperator partitions) throws TaskException;

  /** Blocks, pinned. */
  record Pinned(List<Block> blocks) implements TaskData {
    @Override
    public TaskResult runThrough(Task task, IntUnaryOperator partitions) throws TaskException {
      return task.run(blocks, partitions);
    }
  }

  /** One partition of a shuffle. */
  record Shuffled(int partition, List<List<byte[]>> outputs) implements TaskData {
    @Override
    public TaskResult runThrough(Task task, IntUnaryOperator partitions) throws TaskException {
      return task.run(partition, outputs, partitions);
    }
  }
}
