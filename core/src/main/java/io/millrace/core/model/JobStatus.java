package io.millrace.core.model;

import java.util.List;
import java.util.Map;

/**
 * Everything a person or program may ask of a running job: one record feeds live line, report and
 * tests.
 *
 * @param failure why it failed, one sentence, empty otherwise
 * @param live the last second
 * @param measured all after warm-up
 * @param measuredBatches batches after warm-up
 * @param batch number of the last batch committed
 * @param batchMicros the batch interval
 * @param backlogBytes received and not yet committed
 * @param backlogGrowing whether the backlog rose from the end of warm-up to the last record
 * @param workers those that are here and those that have loaded the job, whether here or not
 * @param records over the whole run, as are those that follow
 * @param retriedTasks attempts beyond each task's first, in batches that are done
 * @param sinks in the order of their definition
 * @param executors those that have loaded the job, since its beginning
 * @param warm cost of a cache hit, microseconds
 */
public record JobStatus(
    JobId job,
    String name,
    JobState state,
    String failure,
    int stages,
    List<StreamStatus> streams,
    List<WorkerStatus> workers,
    LatencySummary live,
    LatencySummary measured,
    BatchCounts measuredBatches,
    long batch,
    double batchMicros,
    long backlogBytes,
    boolean backlogGrowing,
    long records,
    long rejected,
    long retriedTasks,
    List<SinkStatus> sinks,
    int executors,
    CacheUse cache,
    Distribution warm,
    List<LostRange> lost) {
  /** The status of a job of which nothing was counted, or nothing is known any more. */
  public static JobStatus withoutFigures(JobId job, String name, JobState state, String failure) {
    LatencySummary nothing =
        new LatencySummary(0, 0, 0, Distribution.EMPTY, Distribution.EMPTY, Map.of(), 0, 0, 0);
    return new JobStatus(
        job,
        name,
        state,
        failure,
        0,
        List.of(),
        List.of(),
        nothing,
        nothing,
        new BatchCounts(0, 0, 0, 0, 0),
        -1,
        0,
        0,
        false,
        0,
        0,
        0,
        List.of(),
        0,
        CacheUse.NONE,
        Distribution.EMPTY,
        List.of());
  }
}
