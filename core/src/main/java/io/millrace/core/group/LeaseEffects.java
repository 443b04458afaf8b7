package io.millrace.core.group;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.LeaseReport;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.SinkCommit;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.schedule.FailedTask;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Map;

/** What {@link LeaseKeeper} wants done. */
public interface LeaseEffects {
  /** Tell a worker its lease, the first time or again. */
  void grant(WorkerId to, GroupLease lease, BatchId through, Map<StreamId, Long> ended);

  /** Tell a worker that a lease is over. */
  void revoke(WorkerId to, long planVersion);

  /** Tell a worker that its reports up to this one have arrived. */
  void heard(WorkerId from, long planVersion, long sequence);

  /** A worker has stored a block of a stream that it reads. */
  void stored(WorkerId by, LeaseReport.StoredBlock block);

  /** A worker has cut its streams. */
  void cut(LeasedCut cut);

  /** What all workers have measured of a batch, or some of one that will be planned again. */
  void measured(BatchResult result);

  /** A batch, which was cut, is visible in a partition. */
  void committed(WorkerId by, SinkCommit commit);

  /** A task has failed for good. */
  void failed(BatchId batch, FailedTask task);

  void used(CacheUse cache);

  /** Nobody cuts under the lease any more: the workers that are gone can be given up. */
  void over();
}
