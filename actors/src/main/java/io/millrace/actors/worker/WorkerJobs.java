package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.millrace.actors.shared.StagePause;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.time.Clock;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.JobRefs;
import io.millrace.protocol.WorkerProtocol;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The jobs that a worker has prepared under one id; confined to the {@link Worker}. */
final class WorkerJobs {
  private final ActorContext<WorkerProtocol.Command> context;
  private final Crew crew;
  private final Streams streams;
  private final List<ConnectorProvider> connectors;
  private final Clock clock;
  private final StagePause pause;
  private final ActorRef<Executor.Prepared> onPrepared;
  private final Map<JobId, Entry> jobs = new HashMap<>();

  /**
   * @param onPrepared takes the executor's answers, which come back to {@link #answer}
   */
  WorkerJobs(
      ActorContext<WorkerProtocol.Command> context,
      Crew crew,
      Streams streams,
      List<ConnectorProvider> connectors,
      Clock clock,
      StagePause pause,
      ActorRef<Executor.Prepared> onPrepared) {
    this.context = context;
    this.crew = crew;
    this.streams = streams;
    this.connectors = connectors;
    this.clock = clock;
    this.pause = pause;
    this.onPrepared = onPrepared;
  }

  /** Makes the job's actors and has its binaries loaded; a repeated request is answered again. */
  void prepare(WorkerProtocol.PrepareJob request) {
    Entry known = jobs.get(request.job());
    if (known != null) {
      answerAgain(request.job(), known);
      return;
    }
    ActorRef<SinkWriter.Command> sinkWriter = spawnSinkWriter(request);
    jobs.put(request.job(), new Entry(request.refs(), sinkWriter));
    crew.shuffles().tell(new ShuffleInbox.Open(request.job()));
    crew.blockStore().tell(new BlockStore.OpenJob(request.job(), request.refs().conductor()));
    crew.lane().tell(new Lane.SinkRoute(request.job(), sinkWriter));
    crew.executor()
        .tell(
            new Executor.Prepare(
                request.job(),
                request.name(),
                request.binaries(),
                request.refs(),
                sinkWriter,
                onPrepared));
  }

  private void answerAgain(JobId job, Entry known) {
    if (known.failure != null) {
      tellFailed(job, known.refs, known.failure);
    } else if (known.prepared) {
      tellPrepared(job, known.refs, CacheUse.NONE);
    }
  }

  /** Passes the executor's answer on to the job. */
  void answer(Executor.Prepared answer) {
    Entry entry = jobs.get(answer.job());
    if (entry == null) {
      return;
    }
    if (answer.failure() == null) {
      entry.prepared = true;
      tellPrepared(answer.job(), entry.refs, answer.cache());
    } else {
      entry.failure = answer.failure();
      tellFailed(answer.job(), entry.refs, answer.failure());
    }
  }

  /** Opens a stream of a prepared job; a repeated request is ignored. */
  void open(WorkerProtocol.OpenStream request) {
    Entry entry = jobs.get(request.job());
    if (entry == null || entry.streams.containsKey(request.stream())) {
      return;
    }
    try {
      entry.streams.put(request.stream(), streams.open(request, entry.refs.job()));
    } catch (IOException | RuntimeException | LinkageError e) { // the user's classes among them
      String message = request.label() + " can't be read: " + e.getMessage();
      TaskFailure failure = new TaskFailure(ErrorCategory.SOURCE, request.label(), message);
      tellFailed(request.job(), entry.refs, failure);
    }
  }

  /** Ends the job's streams. */
  void end(WorkerProtocol.EndStreams request) {
    Entry entry = jobs.get(request.job());
    if (entry != null) {
      Receiver.EndStream end = new Receiver.EndStream(request.mode());
      entry.streams.values().forEach(stream -> stream.receiver().tell(end));
    }
  }

  /** Forgets a job. */
  void close(JobId job) {
    Entry entry = jobs.remove(job);
    if (entry == null) {
      return;
    }
    entry.streams.values().forEach(streams::close);
    crew.executor().tell(new Executor.Close(job));
    crew.shuffles().tell(new ShuffleInbox.Close(job));
    crew.blockStore().tell(new BlockStore.CloseJob(job));
    entry.sinkWriter.tell(SinkWriter.Close.INSTANCE);
  }

  private ActorRef<SinkWriter.Command> spawnSinkWriter(WorkerProtocol.PrepareJob request) {
    return context.spawn(
        SinkWriter.create(
            crew.id(),
            request.job(),
            request.name(),
            request.sink(),
            request.epoch(),
            connectors,
            request.refs(),
            clock,
            pause),
        "sink-writer-" + request.job().value(),
        DispatcherSelector.fromConfig("millrace.blocking-dispatcher"));
  }

  private void tellPrepared(JobId job, JobRefs refs, CacheUse cache) {
    refs.job().tell(new JobProtocol.JobPrepared(crew.id(), job, cache));
  }

  private void tellFailed(JobId job, JobRefs refs, TaskFailure failure) {
    refs.job().tell(new JobProtocol.PreparationFailed(crew.id(), job, failure));
  }

  private static final class Entry {
    private final JobRefs refs;
    private final ActorRef<SinkWriter.Command> sinkWriter;
    private final Map<StreamId, Streams.Open> streams = new HashMap<>();
    private @Nullable TaskFailure failure;
    private boolean prepared;

    private Entry(JobRefs refs, ActorRef<SinkWriter.Command> sinkWriter) {
      this.refs = refs;
      this.sinkWriter = sinkWriter;
    }
  }
}
