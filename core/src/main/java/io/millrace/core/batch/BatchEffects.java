package io.millrace.core.batch;

import io.millrace.core.model.LostRange;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Map;
import java.util.Set;

/** What {@link BatchFlow} wants done. */
public interface BatchEffects {
  /** A deadline has passed and the batch's cut vector is fixed; told of each batch, in order. */
  void due(Batch batch, boolean late);

  /**
   * Run the stages of a batch under a version of the assignment; a later version replaces it.
   *
   * @param visible partitions of sinks that show the batch already
   */
  void run(Batch batch, long planVersion, Set<Integer> visible);

  /** The batch was cut under a lease: the workers run it. */
  void leased(Batch batch);

  /** A batch will not be heard of again. */
  void closed(Batch batch, BatchState state);

  /** Nothing before these positions is needed, nor shuffle data of batches up to the given one. */
  void floorsRaised(Map<StreamId, Long> floors, BatchId committed);

  /** Bytes are gone. */
  void lost(LostRange range);

  /** Every stream has ended and everything they read is committed. */
  void drained();
}
