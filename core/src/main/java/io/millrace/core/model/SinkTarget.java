package io.millrace.core.model;

import io.millrace.dsl.BatchId;

/**
 * Where a task sends what it collected for a sink.
 *
 * @param output which of the stage's outputs it is
 * @param partition counted through all sinks of the job
 * @param owner the worker whose sink writer owns the partition
 * @param previous the batch that must be committed in this partition before this one, or {@link
 *     BatchId#NONE}
 * @param index 0-based place of this output among those of the batch in this partition
 * @param outputs how many outputs the batch has in this partition
 */
public record SinkTarget(
    int output, int partition, WorkerId owner, BatchId previous, int index, int outputs) {}
