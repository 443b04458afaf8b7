package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.millrace.core.gate.Parts;
import io.millrace.core.gate.ReducerGate;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Owns the map output that this worker has received, and knows who waits for it.
 *
 * <p>Chunks go to the owner of their partition and stay there until the batch is committed, so that
 * a task can be tried again. A worker that is to try it in the owner's place asks the owner, which
 * passes on what it has and, as it comes, what it has not.
 */
final class ShuffleInbox extends AbstractBehavior<ShuffleInbox.Command> {
  private final WorkerId self;
  private final ActorRef<LaneProtocol.Command> lane;
  private final Map<JobId, TreeMap<BatchId, BatchShuffle>> jobs = new HashMap<>();
  private final Map<Long, Waiting> waiting = new HashMap<>();

  private ShuffleInbox(
      ActorContext<Command> context, WorkerId self, ActorRef<LaneProtocol.Command> lane) {
    super(context);
    this.self = self;
    this.lane = lane;
  }

  /** The inbox of a worker. */
  public static Behavior<Command> create(WorkerId self, ActorRef<LaneProtocol.Command> lane) {
    return Behaviors.setup(context -> new ShuffleInbox(context, self, lane));
  }

  /** Everything the inbox takes. */
  sealed interface Command extends LocalMessage {}

  /**
   * Asks for the input of a task; answered with {@link Ready} once all of it is here.
   *
   * @param token names the attempt; chosen by the asker, unique while it waits
   * @param run of the stage that reads it
   */
  record Await(long token, StageRun run, TaskInput.Shuffled input, ActorRef<Ready> replyTo)
      implements Command {
    private List<ShuffleKey> keys() {
      return input.keys(run);
    }
  }

  /** The attempt waits no longer, if it still does. */
  record GiveUp(long token) implements Command {}

  /** Batches up to this one are committed; nobody needs their data. */
  record Forget(JobId job, BatchId through) implements Command {}

  /** A job is about to run; what comes for others is dropped. */
  record Open(JobId job) implements Command {}

  /** The job has ended. */
  record Close(JobId job) implements Command {}

  /** A payload for the inbox came in by the lane: ShuffleChunk, ShuffleWanted. */
  record FromLane(LanePayload payload) implements Command {}

  /**
   * Answer to {@link Await}.
   *
   * @param outputs the chunks of each map output, in the order asked for
   * @param bytes their size
   */
  record Ready(long token, List<List<byte[]>> outputs, long bytes) implements LocalMessage {}

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(FromLane.class, this::onFromLane)
        .onMessage(Open.class, this::onOpen)
        .onMessage(Await.class, this::onAwait)
        .onMessage(GiveUp.class, this::onGiveUp)
        .onMessage(Forget.class, this::onForget)
        .onMessage(Close.class, this::onClose)
        .build();
  }

  private Behavior<Command> onFromLane(FromLane message) {
    if (message.payload() instanceof LanePayload.ShuffleChunk chunk) {
      take(chunk);
    } else if (message.payload() instanceof LanePayload.ShuffleWanted wanted) {
      wanted.keys().forEach(key -> serve(key, wanted.replyTo()));
    }
    return this;
  }

  private void take(LanePayload.ShuffleChunk chunk) {
    ShuffleKey key = chunk.key();
    BatchShuffle batch = batch(key.run());
    if (batch == null || !batch.add(chunk)) {
      return;
    }
    batch.followers(key).forEach(follower -> send(follower, chunk));
    Iterator<Waiting> each = waiting.values().iterator();
    while (each.hasNext()) {
      Waiting one = each.next();
      one.gate.arrived(key, chunk.index());
      if (one.gate.complete()) {
        each.remove();
        answer(one.request, batch);
      }
    }
  }

  private void serve(ShuffleKey key, WorkerId follower) {
    BatchShuffle batch = batch(key.run());
    if (batch != null) {
      batch.follow(key, follower);
      batch.chunks(key).forEach(chunk -> send(follower, chunk));
    }
  }

  private Behavior<Command> onAwait(Await message) {
    BatchShuffle batch = batch(message.run());
    if (batch == null) {
      return this;
    }
    Waiting asking = new Waiting(message, batch);
    if (asking.gate.complete()) {
      answer(message, batch);
      return this;
    }
    waiting.put(message.token(), asking);
    if (!message.input().owner().equals(self)) {
      send(message.input().owner(), new LanePayload.ShuffleWanted(message.keys(), self));
    }
    return this;
  }

  private Behavior<Command> onGiveUp(GiveUp message) {
    waiting.remove(message.token());
    return this;
  }

  private Behavior<Command> onForget(Forget message) {
    TreeMap<BatchId, BatchShuffle> batches = jobs.get(message.job());
    if (batches != null) {
      batches.headMap(message.through(), true).clear();
    }
    return this;
  }

  private Behavior<Command> onOpen(Open message) {
    jobs.putIfAbsent(message.job(), new TreeMap<>());
    return this;
  }

  private Behavior<Command> onClose(Close message) {
    jobs.remove(message.job());
    waiting.values().removeIf(one -> one.request.run().job().equals(message.job()));
    return this;
  }

  private void answer(Await request, BatchShuffle batch) {
    List<Parts> outputs = request.keys().stream().map(batch::output).toList();
    request
        .replyTo()
        .tell(
            new Ready(
                request.token(),
                outputs.stream().map(Parts::present).toList(),
                outputs.stream().mapToLong(Parts::bytes).sum()));
  }

  /** The data of a batch, or null when a newer plan version of it is known or the job is over. */
  private @Nullable BatchShuffle batch(StageRun run) {
    TreeMap<BatchId, BatchShuffle> batches = jobs.get(run.job());
    if (batches == null) {
      return null;
    }
    BatchShuffle known = batches.get(run.batch());
    if (known == null || known.planVersion() < run.planVersion()) {
      known = new BatchShuffle(run.planVersion());
      batches.put(run.batch(), known);
    }
    return known.planVersion() == run.planVersion() ? known : null;
  }

  private void send(WorkerId to, LanePayload payload) {
    lane.tell(new LaneRequests.Send(to, payload));
  }

  private static final class Waiting {
    private final Await request;
    private final ReducerGate gate;

    Waiting(Await request, BatchShuffle batch) {
      this.request = request;
      this.gate = new ReducerGate(request.run(), request.input());
      for (ShuffleKey key : request.keys()) {
        batch.output(key).indices().forEach(index -> gate.arrived(key, index));
      }
    }
  }
}
