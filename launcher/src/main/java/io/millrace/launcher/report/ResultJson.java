package io.millrace.launcher.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.Distribution;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.WorkerStatus;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The result for programs. Names ending in {@code Micros} and {@code Millis} say their unit; MB are
 * 10^6 bytes. {@code rateMbRequested} is null when nothing was asked of a foreign source, {@code
 * sent} for every foreign source. Names are a promise: more may be added, none changed.
 */
public final class ResultJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final RunResult run;
  private final ObjectNode json = MAPPER.createObjectNode();

  private ResultJson(RunResult run) {
    this.run = run;
  }

  /**
   * Writes the result.
   *
   * @throws IOException when the file can't be written
   */
  public static void write(RunResult run, Path file) throws IOException {
    write(of(run), file);
  }

  /**
   * Writes any result.
   *
   * @throws IOException when the file can't be written
   */
  public static void write(ObjectNode result, Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), result);
  }

  /** The result as a tree. */
  public static ObjectNode of(RunResult run) {
    ResultJson result = new ResultJson(run);
    result.putSetup();
    result.putTotals();
    result.putLatency();
    result.putStages();
    result.putWork();
    return result.json;
  }

  private void putSetup() {
    RunSetup setup = run.setup();
    json.put("engine", "millrace");
    putHost(json, setup.host());
    json.put("mode", setup.mode().word()).put("workers", setup.workers());
    json.put("scheduling", setup.scheduling()).put("reliability", "none");
    json.put("batchMillis", run.batchMillis()).put("blockMillis", run.blockMillis());
    json.put("consumers", setup.consumers()).put("receivers", setup.receivers());
    json.put("recordBytes", setup.recordBytes());
    json.put("rateMbRequested", setup.rateMb());
  }

  /** Adds where something ran, by the names that all results have. */
  public static void putHost(ObjectNode into, Host host) {
    into.put("version", host.version()).put("jvm", host.jvm()).put("gc", host.gc());
    into.put("cores", host.cores());
    host.flags().forEach(into.putArray("flags")::add);
  }

  private void putTotals() {
    Sent sent = run.sent();
    json.put("rateMb", run.rateMb()).put("recordsPerSecond", run.recordsPerSecond());
    json.put("records", run.records());
    json.put("sent", sent == null ? null : (Long) sent.records());
    json.put("lost", run.lost()).put("duplicated", run.duplicated());
    json.put("rejected", run.rejected()).put("bytesLostWithWorkers", run.bytesLostWithWorkers());
    json.put("seconds", run.seconds());
    json.put("warmupSeconds", run.setup().warmUp().toMillis() / 1e3);
  }

  private void putLatency() {
    LatencySummary measured = run.status().measured();
    putDistribution(json.putObject("latencyMicros"), measured.latency());
    putDistribution(json.putObject("visibleMicros"), measured.visible());
    json.put("firstHalfMeanMicros", measured.firstHalfMean());
    json.put("secondHalfMeanMicros", measured.secondHalfMean());
    json.put("stable", run.stable());
  }

  private void putStages() {
    LatencySummary measured = run.status().measured();
    ObjectNode stages = json.putObject("stagesMicros");
    Waterfall.PARTS.forEach(stage -> putStage(stages, measured, stage));
    stages.putObject("unaccounted").put("mean", measured.unaccountedMean());
    putStage(stages, measured, "commit");
  }

  private static void putStage(ObjectNode stages, LatencySummary measured, String stage) {
    Distribution micros = measured.stages().getOrDefault(stage, Distribution.EMPTY);
    stages
        .putObject(stage)
        .put("mean", micros.mean())
        .put("p50", micros.p50())
        .put("p99", micros.p99());
  }

  private void putWork() {
    JobStatus status = run.status();
    json.put("stages", status.stages()).put("executors", status.executors());
    ObjectNode binary = json.putObject("taskBinary");
    binary.put("hits", status.cache().hits()).put("misses", status.cache().misses());
    binary.put("coldMicros", JobLines.coldMicros(status.cache()));
    putDistribution(binary.putObject("warmMicros"), status.warm());
    BatchCounts batches = status.measuredBatches();
    json.putObject("batches")
        .put("due", batches.due())
        .put("count", batches.count())
        .put("merged", batches.merged())
        .put("failed", batches.failed())
        .put("late", batches.late());
    json.put("retriedTasks", status.retriedTasks());
    putWorkers(json.putArray("perWorker"));
  }

  private void putWorkers(ArrayNode perWorker) {
    for (WorkerStatus worker : run.status().workers()) {
      perWorker
          .addObject()
          .put("worker", worker.worker().value())
          .put("tasks", worker.tasks())
          .put("records", worker.records())
          .put("shuffleBytesIn", worker.shuffleBytesIn())
          .put("clockOffsetMicros", worker.clockOffsetMicros())
          .put("clockBoundMicros", worker.clockBoundMicros());
    }
  }

  /** Adds a distribution by the names that all results have. */
  public static void putDistribution(ObjectNode into, Distribution micros) {
    into.put("mean", micros.mean())
        .put("p50", micros.p50())
        .put("p90", micros.p90())
        .put("p99", micros.p99())
        .put("p999", micros.p999())
        .put("max", micros.max());
  }
}
