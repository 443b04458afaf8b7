package io.millrace.core.schedule;

import io.millrace.dsl.BatchId;
import java.util.Collection;

/** What {@link JobSchedule} wants done. */
public interface ScheduleEffects {
  /** Send tasks to an executor. */
  void dispatch(Dispatch dispatch);

  /** A stage of the batch is going out that writes into these partitions of sinks. */
  void planned(BatchId batch, long planVersion, Collection<Integer> partitions);

  /** All tasks have succeeded. */
  void processed(BatchResult result);

  /** The batch will be planned again; what it measured so far. */
  void replaced(BatchResult partial);

  /** A task has failed for good. */
  void failed(BatchId batch, long planVersion, FailedTask task);
}
