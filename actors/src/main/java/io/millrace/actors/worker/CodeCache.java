package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.actors.shared.code.JobClassLoader;
import io.millrace.core.model.JobId;
import io.millrace.protocol.CodeOffer;
import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.LocalMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Owns the jars on this worker: fetches what jobs need and is not here, and opens it. A part of a
 * jar is asked for when the one before has come, and again when it does not come. It waits for the
 * disk, and makes the connectors that jars bring, so it runs on the blocking dispatcher.
 */
final class CodeCache extends AbstractBehavior<CodeCache.Command> {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /** How often a part is asked for. */
  private static final int PATIENCE = 30;

  /** Everything the cache takes. */
  sealed interface Command extends LocalMessage {}

  /** Opens the classes of a job; answered once with {@link Opened}. */
  record Open(JobId job, CodeOffer code, ActorRef<Opened> replyTo) implements Command {}

  /** Nobody wants the classes of a job any more; whoever waits for them is answered at once. */
  record GiveUp(JobId job) implements Command {}

  private record Came(CodeProtocol.Answer answer) implements Command {}

  private enum AskAgain implements Command {
    INSTANCE
  }

  /**
   * @param classes closed by whoever asked for them, or null
   * @param failure one sentence if there are none, else empty
   */
  record Opened(JobId job, @Nullable JobClasses classes, String failure) implements LocalMessage {}

  private final JarFolder jars;
  private final JobClasses ofNode;
  private final ActorRef<CodeProtocol.Answer> onAnswer;
  private final Map<String, JarFetch> fetches = new HashMap<>();
  private final Map<String, List<Open>> waiting = new HashMap<>();

  private CodeCache(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      JarFolder jars,
      JobClasses ofNode) {
    super(context);
    this.jars = jars;
    this.ofNode = ofNode;
    this.onAnswer = context.messageAdapter(CodeProtocol.Answer.class, Came::new);
    timers.startTimerWithFixedDelay(AskAgain.INSTANCE, ASK_AGAIN);
  }

  /**
   * Spawns the cache of a worker.
   *
   * @param ofNode what jobs find besides what they bring
   */
  static ActorRef<Command> spawn(ActorContext<?> context, JarFolder jars, JobClasses ofNode) {
    Behavior<Command> cache =
        Behaviors.setup(
            self -> Behaviors.withTimers(timers -> new CodeCache(self, timers, jars, ofNode)));
    return context.spawn(
        cache, "code-cache", DispatcherSelector.fromConfig("millrace.blocking-dispatcher"));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Open.class, this::onOpen)
        .onMessage(GiveUp.class, this::onGiveUp)
        .onMessage(Came.class, this::onCame)
        .onMessage(AskAgain.class, this::onAskAgain)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Command> onOpen(Open request) {
    String sha256 = request.code.jar().sha256();
    if (jars.has(sha256)) {
      open(request);
      return this;
    }
    waiting.computeIfAbsent(sha256, missing -> new ArrayList<>()).add(request);
    if (!fetches.containsKey(sha256)) {
      try {
        fetches.put(sha256, JarFetch.begin(request.code, jars, onAnswer));
      } catch (CodeRefused e) {
        fail(sha256, e.getMessage());
      }
    }
    return this;
  }

  private Behavior<Command> onGiveUp(GiveUp message) {
    for (Map.Entry<String, List<Open>> each : List.copyOf(waiting.entrySet())) {
      List<Open> given = each.getValue().stream().filter(o -> o.job.equals(message.job)).toList();
      given.forEach(request -> fail(request, "given up"));
      each.getValue().removeAll(given);
      if (each.getValue().isEmpty()) {
        waiting.remove(each.getKey());
        end(each.getKey());
      }
    }
    return this;
  }

  private Behavior<Command> onCame(Came message) {
    if (message.answer instanceof CodeProtocol.CodePart part) {
      JarFetch fetch = fetches.get(part.sha256());
      if (fetch != null) {
        take(fetch, part);
      }
    } else if (message.answer instanceof CodeProtocol.CodeMissing missing) {
      end(missing.sha256());
      fail(missing.sha256(), missing.reason());
    }
    return this;
  }

  private void take(JarFetch fetch, CodeProtocol.CodePart part) {
    try {
      if (fetch.take(part)) {
        end(part.sha256());
        List<Open> ready = waiting.remove(part.sha256());
        (ready == null ? List.<Open>of() : ready).forEach(this::open);
      }
    } catch (CodeRefused e) {
      end(part.sha256());
      fail(part.sha256(), e.getMessage());
    }
  }

  private Behavior<Command> onAskAgain(AskAgain tick) {
    for (Map.Entry<String, JarFetch> each : List.copyOf(fetches.entrySet())) {
      if (each.getValue().askAgain() > PATIENCE) {
        end(each.getKey());
        fail(each.getKey(), "the driver does not send its jar");
      }
    }
    return this;
  }

  private void open(Open request) {
    String sha256 = request.code.jar().sha256();
    try {
      JobClassLoader loader = jars.open(sha256, ofNode.loader());
      request.replyTo.tell(new Opened(request.job, classes(loader), ""));
    } catch (CodeRefused | IOException e) {
      fail(request, e.getMessage());
    }
  }

  private JobClasses classes(JobClassLoader loader) throws IOException {
    try {
      return JobClasses.of(loader, ofNode);
    } catch (IOException e) {
      loader.close();
      throw e;
    }
  }

  private void fail(String sha256, @Nullable String why) {
    List<Open> failed = waiting.remove(sha256);
    (failed == null ? List.<Open>of() : failed).forEach(request -> fail(request, why));
  }

  private static void fail(Open request, @Nullable String why) {
    request.replyTo.tell(new Opened(request.job, null, String.valueOf(why)));
  }

  private void end(String sha256) {
    JarFetch fetch = fetches.remove(sha256);
    if (fetch == null) {
      return;
    }
    try {
      fetch.close();
    } catch (IOException e) {
      getContext().getLog().warn("what came of jar {} can't be removed, {}", sha256, e.toString());
    }
  }

  private Behavior<Command> onPostStop(PostStop signal) {
    List.copyOf(fetches.keySet()).forEach(this::end);
    return this;
  }
}
