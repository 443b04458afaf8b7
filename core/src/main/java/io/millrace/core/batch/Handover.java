package io.millrace.core.batch;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Map;

/**
 * Where batches stand as a lease begins.
 *
 * @param from the first batch that workers cut
 * @param starts where it begins in each stream
 * @param previous the last batch in each sink partition that was given one under this plan version
 */
public record Handover(BatchId from, Map<StreamId, Long> starts, Map<Integer, BatchId> previous) {}
