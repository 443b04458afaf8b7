package io.millrace.core.model;

import java.util.Map;

/**
 * What the ledger knows of a span of time.
 *
 * @param seconds from the first to the last batch with data
 * @param bytes framed bytes committed
 * @param latency generated to processed, over all records
 * @param visible generated to committed
 * @param stages by name in order: receive, block, store, batch, schedule, process, commit
 * @param unaccountedMean whole minus the sum of the parts from receive to process, microseconds
 */
public record LatencySummary(
    double seconds,
    long records,
    long bytes,
    Distribution latency,
    Distribution visible,
    Map<String, Distribution> stages,
    double unaccountedMean,
    double firstHalfMean,
    double secondHalfMean) {}
