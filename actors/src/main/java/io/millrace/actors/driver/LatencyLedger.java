package io.millrace.actors.driver;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.core.batch.BatchState;
import io.millrace.core.ledger.BacklogTrend;
import io.millrace.core.ledger.BatchTally;
import io.millrace.core.ledger.CommittedBatch;
import io.millrace.core.ledger.LatencySums;
import io.millrace.core.ledger.MeasuredSpan;
import io.millrace.core.ledger.WarmHits;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.core.model.TaskReport;
import io.millrace.core.model.WorkerId;
import io.millrace.core.model.WorkerStatus;
import io.millrace.core.schedule.BatchResult;
import io.millrace.core.time.Clock;
import io.millrace.protocol.DriverProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Owns the books of one job: what its batches cost and how they ended. */
final class LatencyLedger extends AbstractBehavior<LatencyLedger.Command> {
  /** What a ledger takes. */
  sealed interface Command extends LocalMessage {}

  /**
   * A deadline has passed; told of each batch, in order.
   *
   * @param late a receiver had not reported
   * @param batchBytes framed bytes in the batch
   * @param backlogBytes received and not committed
   */
  record Due(long deadlineNanos, boolean late, long batchBytes, long backlogBytes)
      implements Command {}

  /** A batch without data of its own, or one that failed, is over. */
  record Ended(long deadlineNanos, BatchState state) implements Command {}

  /** A batch with data is visible. */
  record Committed(CommittedBatch batch, BatchResult result) implements Command {}

  /** The worker has loaded the job; told once of each. */
  record Prepared(WorkerId worker, CacheUse use) implements Command {}

  /** An executor used its cache. */
  record CacheUsed(CacheUse use) implements Command {}

  /** Completes a status and answers. */
  record Describe(StatusDraft draft) implements Command {}

  private final Clock clock;
  private final MeasuredSpan span;
  private final LatencySums sums;
  private final BatchTally tally;
  private final BacklogTrend backlog;
  private final WarmHits warm = new WarmHits();
  private final Map<WorkerId, BatchResult.Work> work = new HashMap<>();
  private final Set<WorkerId> executors = new TreeSet<>();
  private CacheUse cache = CacheUse.NONE;
  private long records;
  private long rejected;
  private long retried;

  static Behavior<Command> create(Measurement measurement, JobGraph graph, Clock clock) {
    return Behaviors.setup(context -> new LatencyLedger(context, measurement, graph, clock));
  }

  private LatencyLedger(
      ActorContext<Command> context, Measurement measurement, JobGraph graph, Clock clock) {
    super(context);
    this.clock = clock;
    this.span = new MeasuredSpan(measurement);
    this.sums = new LatencySums(span, graph::shownIn);
    this.tally = new BatchTally(span);
    this.backlog = new BacklogTrend(span);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Due.class, this::onDue)
        .onMessage(Ended.class, this::onEnded)
        .onMessage(Committed.class, this::onCommitted)
        .onMessage(Prepared.class, this::onPrepared)
        .onMessage(CacheUsed.class, this::onCacheUsed)
        .onMessage(Describe.class, this::onDescribe)
        .build();
  }

  private Behavior<Command> onDue(Due due) {
    if (due.batchBytes() > 0) {
      span.begin(due.deadlineNanos());
    }
    tally.due(due.deadlineNanos());
    if (due.late()) {
      tally.late(due.deadlineNanos());
    }
    backlog.sample(due.deadlineNanos(), due.backlogBytes(), due.batchBytes());
    return this;
  }

  private Behavior<Command> onEnded(Ended ended) {
    switch (ended.state()) {
      case EMPTY -> tally.empty(ended.deadlineNanos());
      case MERGED -> tally.merged(ended.deadlineNanos());
      case COMMITTED -> tally.committed(ended.deadlineNanos());
      case FAILED -> tally.failed(ended.deadlineNanos());
      case RUNNING, PROCESSED ->
          throw new IllegalArgumentException(ended.state() + " is no end of a batch");
    }
    return this;
  }

  private Behavior<Command> onCommitted(Committed committed) {
    CommittedBatch batch = committed.batch();
    sums.add(batch);
    tally.committed(batch.deadlineNanos());
    for (TaskReport report : batch.tasks()) {
      records += report.records();
      rejected += report.rejected();
    }
    retried += committed.result().retries();
    if (span.covers(batch.deadlineNanos())) {
      committed.result().work().forEach(this::addWork);
    }
    return this;
  }

  private void addWork(WorkerId worker, BatchResult.Work share) {
    work.merge(worker, share, BatchResult.Work::plus);
  }

  private Behavior<Command> onPrepared(Prepared message) {
    executors.add(message.worker());
    return used(message.use());
  }

  private Behavior<Command> onCacheUsed(CacheUsed message) {
    return used(message.use());
  }

  private Behavior<Command> used(CacheUse use) {
    cache = cache.plus(use);
    warm.add(use);
    return this;
  }

  private Behavior<Command> onDescribe(Describe message) {
    message.draft().replyTo().tell(new DriverProtocol.JobStatusReply(status(message.draft())));
    return this;
  }

  private JobStatus status(StatusDraft draft) {
    StatusDraft.JobPart job = draft.job();
    StatusDraft.FlowPart flow = draft.flow();
    return new JobStatus(
        job.id(),
        job.name(),
        job.state(),
        job.failure(),
        job.stages(),
        job.streams(),
        workers(draft.workers()),
        sums.live(clock.nanos()),
        sums.measured(),
        tally.counts(),
        flow.batch(),
        flow.batchMicros(),
        flow.backlogBytes(),
        backlog.growing(),
        records,
        rejected,
        retried,
        flow.sinks(),
        executors.size(),
        cache,
        warm.distribution(),
        flow.lost());
  }

  /** A worker that has left is listed with what it did. */
  private List<WorkerStatus> workers(List<WorkerEntry> present) {
    Map<WorkerId, WorkerStatus> statuses = new TreeMap<>();
    executors.forEach(id -> statuses.put(id, status(id, 0, 0, 0)));
    for (WorkerEntry entry : present) {
      WorkerStatus status =
          status(entry.id(), entry.slots(), entry.offsetNanos(), entry.boundNanos());
      statuses.put(entry.id(), status);
    }
    return List.copyOf(statuses.values());
  }

  private WorkerStatus status(WorkerId id, int slots, long offsetNanos, long boundNanos) {
    BatchResult.@Nullable Work share = work.get(id);
    return new WorkerStatus(
        id,
        slots,
        share == null ? 0 : share.tasks(),
        share == null ? 0 : share.records(),
        share == null ? 0 : share.shuffleBytesIn(),
        offsetNanos / 1e3,
        boundNanos / 1e3);
  }
}
