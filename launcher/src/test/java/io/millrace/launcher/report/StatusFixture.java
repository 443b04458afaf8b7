package io.millrace.launcher.report;

import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.core.model.WorkerStatus;
import io.millrace.dsl.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that did everything right, of which a test spoils one thing: 20 s at 10 MB/s in records of
 * 20 bytes, 10 ms batches, 15,000,000 records in all, mean latency 6 ms.
 */
public final class StatusFixture {
  public JobState state = JobState.ENDED;
  public String failure = "";
  public final List<StreamStatus> streams = new ArrayList<>();
  public final Map<String, Long> sinkTotals =
      new LinkedHashMap<>(Map.of("records", 15_000_000L, "lost", 0L, "duplicated", 0L));
  public final List<WorkerStatus> workers =
      new ArrayList<>(
          List.of(new WorkerStatus(new WorkerId("w1"), 2, 3000, 15_000_000, 512, -3.5, 40)));
  public final List<LostRange> lost = new ArrayList<>();
  public BatchCounts batches = new BatchCounts(2000, 2000, 0, 0, 0);
  public long measuredRecords = 10_000_000;
  public long measuredBytes = 200_000_000;
  public double firstHalfMean = 6000;
  public double secondHalfMean = 6000;
  public long backlogBytes = 250_000;
  public boolean backlogGrowing = false;
  public long rejected = 0;
  public @Nullable Double rateMb = 10.0;
  public @Nullable Sent sent = new Sent(15_000_000, 0);

  public JobStatus status() {
    return new JobStatus(
        new JobId(1),
        "LatencyJob",
        state,
        failure,
        1,
        streams,
        workers,
        live(),
        measured(),
        batches,
        2999,
        10_000,
        backlogBytes,
        backlogGrowing,
        sinkTotals.get("records"),
        rejected,
        0,
        List.of(new SinkStatus("sink-1", sinkTotals)),
        1,
        new CacheUse(2999, 1, 3_000_000, 5_998_000),
        new Distribution(2, 1, 3, 9, 20, 30),
        lost);
  }

  private static LatencySummary live() {
    Distribution latency = new Distribution(6000, 6200, 8000, 11_800, 12_000, 13_000);
    return new LatencySummary(1, 500_000, 10_000_000, latency, latency, Map.of(), 0, 0, 0);
  }

  private LatencySummary measured() {
    return new LatencySummary(
        20,
        measuredRecords,
        measuredBytes,
        new Distribution(6000, 6100, 9000, 11_000, 12_000, 20_000),
        new Distribution(6500, 6600, 9500, 11_500, 12_500, 20_500),
        stages(),
        20,
        firstHalfMean,
        secondHalfMean);
  }

  private static Map<String, Distribution> stages() {
    Map<String, Distribution> stages = new LinkedHashMap<>();
    stages.put("receive", stage(100));
    stages.put("block", stage(1000));
    stages.put("store", stage(300));
    stages.put("batch", stage(4000));
    stages.put("schedule", stage(380));
    stages.put("process", stage(200));
    stages.put("commit", stage(500));
    return stages;
  }

  private static Distribution stage(double mean) {
    return new Distribution(mean, mean - 1, mean + 1, mean + 2, mean + 3, mean + 4);
  }

  public RunResult result() {
    RunSetup setup =
        new RunSetup(
            new Host("1.2.3", "Some VM 17.0.15", "G1", 2, List.of("-XX:+UseG1GC")),
            RunSetup.Mode.CLUSTER,
            2,
            "per-batch",
            Duration.ofMillis(10),
            Duration.ofNanos(500_000),
            2,
            1,
            20,
            rateMb,
            Duration.ofSeconds(10));
    return new RunResult(setup, status(), sent);
  }

  /** A stream as its receiver would tell of it. */
  public static StreamStatus stream(
      int id, StreamState state, long position, int connections, long truncated, String detail) {
    return new StreamStatus(
        new StreamId(id),
        "localhost:999" + id,
        new WorkerId("w1"),
        state,
        position,
        connections,
        truncated,
        detail);
  }
}
