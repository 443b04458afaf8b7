package io.millrace.protocol.codec;

import io.millrace.core.model.BatchCounts;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSummary;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerStatus;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.wire.StatusWire;

/** What a running job looks like. */
final class StatusCodecs {
  private StatusCodecs() {}

  static StatusWire.JobStatus write(JobStatus status) {
    return StatusWire.JobStatus.newBuilder()
        .setJob(status.job().value())
        .setName(status.name())
        .setState(write(status.state()))
        .setFailure(status.failure())
        .setStages(status.stages())
        .addAllStreams(status.streams().stream().map(StatusCodecs::write).toList())
        .addAllWorkers(status.workers().stream().map(StatusCodecs::write).toList())
        .setLive(LatencyCodecs.write(status.live()))
        .setMeasured(LatencyCodecs.write(status.measured()))
        .setMeasuredBatches(write(status.measuredBatches()))
        .setBatch(status.batch())
        .setBatchMicros(status.batchMicros())
        .setBacklogBytes(status.backlogBytes())
        .setBacklogGrowing(status.backlogGrowing())
        .setRecords(status.records())
        .setRejected(status.rejected())
        .setRetriedTasks(status.retriedTasks())
        .addAllSinks(status.sinks().stream().map(StatusCodecs::write).toList())
        .setExecutors(status.executors())
        .setCache(ModelCodecs.write(status.cache()))
        .setWarm(LatencyCodecs.write(status.warm()))
        .addAllLost(status.lost().stream().map(StatusCodecs::write).toList())
        .build();
  }

  static JobStatus read(StatusWire.JobStatus wire) {
    return new JobStatus(
        new JobId(wire.getJob()),
        wire.getName(),
        read(wire.getState()),
        wire.getFailure(),
        wire.getStages(),
        wire.getStreamsList().stream().map(StatusCodecs::read).toList(),
        wire.getWorkersList().stream().map(StatusCodecs::read).toList(),
        LatencyCodecs.read(Fields.required(wire.hasLive(), wire.getLive(), "JobStatus.live")),
        LatencyCodecs.read(
            Fields.required(wire.hasMeasured(), wire.getMeasured(), "JobStatus.measured")),
        read(
            Fields.required(
                wire.hasMeasuredBatches(),
                wire.getMeasuredBatches(),
                "JobStatus.measured_batches")),
        wire.getBatch(),
        wire.getBatchMicros(),
        wire.getBacklogBytes(),
        wire.getBacklogGrowing(),
        wire.getRecords(),
        wire.getRejected(),
        wire.getRetriedTasks(),
        wire.getSinksList().stream().map(StatusCodecs::read).toList(),
        wire.getExecutors(),
        ModelCodecs.read(Fields.required(wire.hasCache(), wire.getCache(), "JobStatus.cache")),
        LatencyCodecs.read(Fields.required(wire.hasWarm(), wire.getWarm(), "JobStatus.warm")),
        wire.getLostList().stream().map(StatusCodecs::read).toList());
  }

  private static StatusWire.SinkStatus write(SinkStatus sink) {
    return StatusWire.SinkStatus.newBuilder()
        .setName(sink.name())
        .putAllTotals(sink.totals())
        .build();
  }

  private static SinkStatus read(StatusWire.SinkStatus wire) {
    return new SinkStatus(wire.getName(), wire.getTotalsMap());
  }

  static StatusWire.StreamStatus write(StreamStatus status) {
    return StatusWire.StreamStatus.newBuilder()
        .setStream(status.stream().value())
        .setLabel(status.label())
        .setWorker(status.worker().value())
        .setState(write(status.state()))
        .setPosition(status.position())
        .setConnections(status.connections())
        .setTruncatedBytes(status.truncatedBytes())
        .setDetail(status.detail())
        .build();
  }

  static StreamStatus read(StatusWire.StreamStatus wire) {
    return new StreamStatus(
        new StreamId(wire.getStream()),
        wire.getLabel(),
        Fields.worker(wire.getWorker(), "StreamStatus.worker"),
        read(wire.getState()),
        wire.getPosition(),
        wire.getConnections(),
        wire.getTruncatedBytes(),
        wire.getDetail());
  }

  private static StatusWire.WorkerStatus write(WorkerStatus status) {
    return StatusWire.WorkerStatus.newBuilder()
        .setWorker(status.worker().value())
        .setSlots(status.slots())
        .setTasks(status.tasks())
        .setRecords(status.records())
        .setShuffleBytesIn(status.shuffleBytesIn())
        .setClockOffsetMicros(status.clockOffsetMicros())
        .setClockBoundMicros(status.clockBoundMicros())
        .build();
  }

  private static WorkerStatus read(StatusWire.WorkerStatus wire) {
    return new WorkerStatus(
        Fields.worker(wire.getWorker(), "WorkerStatus.worker"),
        wire.getSlots(),
        wire.getTasks(),
        wire.getRecords(),
        wire.getShuffleBytesIn(),
        wire.getClockOffsetMicros(),
        wire.getClockBoundMicros());
  }

  static StatusWire.JobSummary write(JobSummary job) {
    return StatusWire.JobSummary.newBuilder()
        .setJob(job.job().value())
        .setName(job.name())
        .setState(write(job.state()))
        .setFailure(job.failure())
        .setSubmittedMillis(job.submittedMillis())
        .build();
  }

  static JobSummary read(StatusWire.JobSummary wire) {
    return new JobSummary(
        new JobId(wire.getJob()),
        wire.getName(),
        read(wire.getState()),
        wire.getFailure(),
        wire.getSubmittedMillis());
  }

  static StatusWire.RegisteredWorker write(RegisteredWorker worker) {
    return StatusWire.RegisteredWorker.newBuilder()
        .setWorker(worker.worker().value())
        .setAddress(worker.address())
        .setSlots(worker.slots())
        .setClockOffsetMicros(worker.clockOffsetMicros())
        .setClockBoundMicros(worker.clockBoundMicros())
        .build();
  }

  static RegisteredWorker read(StatusWire.RegisteredWorker wire) {
    return new RegisteredWorker(
        Fields.worker(wire.getWorker(), "RegisteredWorker.worker"),
        wire.getAddress(),
        wire.getSlots(),
        wire.getClockOffsetMicros(),
        wire.getClockBoundMicros());
  }

  private static StatusWire.BatchCounts write(BatchCounts counts) {
    return StatusWire.BatchCounts.newBuilder()
        .setDue(counts.due())
        .setCount(counts.count())
        .setMerged(counts.merged())
        .setFailed(counts.failed())
        .setLate(counts.late())
        .build();
  }

  private static BatchCounts read(StatusWire.BatchCounts wire) {
    return new BatchCounts(
        wire.getDue(), wire.getCount(), wire.getMerged(), wire.getFailed(), wire.getLate());
  }

  private static StatusWire.LostRange write(LostRange lost) {
    return StatusWire.LostRange.newBuilder()
        .setStream(lost.stream().value())
        .setFrom(lost.from())
        .setTo(lost.to())
        .setWorker(lost.worker().value())
        .build();
  }

  private static LostRange read(StatusWire.LostRange wire) {
    return new LostRange(
        new StreamId(wire.getStream()),
        wire.getFrom(),
        wire.getTo(),
        Fields.worker(wire.getWorker(), "LostRange.worker"));
  }

  private static StatusWire.JobState write(JobState state) {
    return switch (state) {
      case PREPARING -> StatusWire.JobState.JOB_STATE_PREPARING;
      case RUNNING -> StatusWire.JobState.JOB_STATE_RUNNING;
      case DRAINING -> StatusWire.JobState.JOB_STATE_DRAINING;
      case ENDED -> StatusWire.JobState.JOB_STATE_ENDED;
      case FAILED -> StatusWire.JobState.JOB_STATE_FAILED;
    };
  }

  private static JobState read(StatusWire.JobState wire) {
    return switch (wire) {
      case JOB_STATE_PREPARING -> JobState.PREPARING;
      case JOB_STATE_RUNNING -> JobState.RUNNING;
      case JOB_STATE_DRAINING -> JobState.DRAINING;
      case JOB_STATE_ENDED -> JobState.ENDED;
      case JOB_STATE_FAILED -> JobState.FAILED;
      case JOB_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the state of the job is missing or unknown here");
    };
  }

  private static StatusWire.StreamState write(StreamState state) {
    return switch (state) {
      case CONNECTING -> StatusWire.StreamState.STREAM_STATE_CONNECTING;
      case RECEIVING -> StatusWire.StreamState.STREAM_STATE_RECEIVING;
      case QUIET -> StatusWire.StreamState.STREAM_STATE_QUIET;
      case ENDED -> StatusWire.StreamState.STREAM_STATE_ENDED;
      case FAILED -> StatusWire.StreamState.STREAM_STATE_FAILED;
    };
  }

  private static StreamState read(StatusWire.StreamState wire) {
    return switch (wire) {
      case STREAM_STATE_CONNECTING -> StreamState.CONNECTING;
      case STREAM_STATE_RECEIVING -> StreamState.RECEIVING;
      case STREAM_STATE_QUIET -> StreamState.QUIET;
      case STREAM_STATE_ENDED -> StreamState.ENDED;
      case STREAM_STATE_FAILED -> StreamState.FAILED;
      case STREAM_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the state of the stream is missing or unknown here");
    };
  }
}
