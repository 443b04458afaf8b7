package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import io.millrace.actors.shared.StagePause;
import io.millrace.actors.worker.dataplane.ReadLoop;
import io.millrace.config.ReceiverSettings;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.StreamState;
import io.millrace.core.time.Clock;
import io.millrace.protocol.LocalMessage;
import java.time.Duration;

/**
 * Owns one stream: its connection, and when to try again.
 *
 * <pre>
 *   connecting  until the source accepts                     -> receiving
 *   receiving   until the connection ends                    -> connecting
 *   quiet       ended between two records, nothing came since -> receiving, with the next bytes
 *   draining    told to end; until the last connection ends  -> ended
 *   ended       everything read is sealed; a bounded source comes here by itself
 *   failed      the source can't be read; the job fails
 *   closing     the job is over; until the last connection has ended
 * </pre>
 *
 * <p>In quiet it goes on connecting. The bytes move on the thread of {@link ReadLoop}, none here.
 */
final class Receiver {
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

  private final OpenedStream stream;
  private final ReceiverSettings settings;
  private final TimerScheduler<Command> timers;
  private final Dialer dialer;

  /** The receiver of a stream that may have been read before, by an instance that failed. */
  public static Behavior<Command> create(
      OpenedStream stream, ReceiverSettings settings, Clock clock, StagePause pause) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Receiver(stream, settings, clock, pause, context, timers).begin()));
  }

  private Receiver(
      OpenedStream stream,
      ReceiverSettings settings,
      Clock clock,
      StagePause pause,
      ActorContext<Command> context,
      TimerScheduler<Command> timers) {
    this.stream = stream;
    this.settings = settings;
    this.timers = timers;
    this.dialer =
        new Dialer(
            call ->
                ReadLoop.start(
                    stream.input(),
                    stream.intake(),
                    stream.buffers(),
                    clock,
                    pause,
                    new LoopEvents(context.getSelf(), call)),
            settings);
  }

  /** Everything a receiver takes. */
  sealed interface Command extends LocalMessage {}

  /** Ends the stream. */
  record EndStream(DrainMode mode) implements Command {}

  /** The job is over: hangs up, and stops when nobody reads any more. */
  enum Close implements Command {
    INSTANCE
  }

  /** What the read loop tells. */
  private sealed interface LoopEvent extends Command {
    Object call();
  }

  private record Connected(Object call) implements LoopEvent {}

  private record BytesCame(Object call) implements LoopEvent {}

  private record ConnectionEnded(Object call, ReadLoop.End end) implements LoopEvent {}

  private enum Reconnect implements Command {
    INSTANCE
  }

  private enum QuietElapsed implements Command {
    INSTANCE
  }

  private enum ReportDue implements Command {
    INSTANCE
  }

  private Behavior<Command> begin() {
    timers.startTimerWithFixedDelay(ReportDue.INSTANCE, REPORT_INTERVAL);
    if (stream.intake().progress().finished()) {
      return ended("");
    }
    dialer.dial();
    return connecting("");
  }

  private Behavior<Command> connecting(String detail) {
    return phase(StreamState.CONNECTING, detail)
        .onMessage(Connected.class, this::isPresent, message -> receiving())
        .onMessage(ConnectionEnded.class, this::isPresent, this::onConnectionEnded)
        .onMessage(Reconnect.class, this::onReconnect)
        .onMessage(QuietElapsed.class, message -> quiet(detail))
        .onMessage(EndStream.class, message -> onEndStream(message, StreamState.CONNECTING))
        .build();
  }

  private Behavior<Command> receiving() {
    return phase(StreamState.RECEIVING, "")
        .onMessage(BytesCame.class, this::isPresent, this::onBytesCame)
        .onMessage(ConnectionEnded.class, this::isPresent, this::onConnectionEnded)
        .onMessage(QuietElapsed.class, message -> quiet(""))
        .onMessage(EndStream.class, message -> onEndStream(message, StreamState.RECEIVING))
        .build();
  }

  private Behavior<Command> quiet(String detail) {
    return phase(StreamState.QUIET, detail)
        .onMessage(BytesCame.class, this::isPresent, this::onBytesAfterQuiet)
        .onMessage(ConnectionEnded.class, this::isPresent, this::onQuietConnectionEnded)
        .onMessage(Reconnect.class, this::onReconnect)
        .onMessage(EndStream.class, this::onEndQuietStream)
        .build();
  }

  private Behavior<Command> draining(StreamState shown) {
    return phase(shown, "")
        .onMessage(ConnectionEnded.class, this::isPresent, this::onLastConnectionEnded)
        .onMessage(EndStream.class, this::onEndDrainingStream)
        .build();
  }

  private Behavior<Command> ended(String detail) {
    return phase(StreamState.ENDED, detail).build();
  }

  private Behavior<Command> closing() {
    return Behaviors.receive(Command.class)
        .onMessage(ConnectionEnded.class, this::isPresent, message -> Behaviors.stopped())
        .onAnyMessage(message -> Behaviors.same())
        .build();
  }

  private Behavior<Command> failed(String detail) {
    return phase(StreamState.FAILED, detail).build();
  }

  /** What all phases share: they are reported when they begin, and again each second. */
  private BehaviorBuilder<Command> phase(StreamState state, String detail) {
    stream.report(state, detail);
    return Behaviors.receive(Command.class)
        .onMessage(ReportDue.class, message -> onReportDue(state, detail))
        .onMessage(Close.class, message -> onClose())
        .onSignal(PreRestart.class, signal -> onStop())
        .onSignal(PostStop.class, signal -> onStop());
  }

  private boolean isPresent(LoopEvent event) {
    return dialer.isPresent(event.call());
  }

  private Behavior<Command> onReportDue(StreamState state, String detail) {
    stream.report(state, detail);
    return Behaviors.same();
  }

  private Behavior<Command> onBytesCame(BytesCame message) {
    timers.cancel(QuietElapsed.INSTANCE);
    dialer.answered();
    return Behaviors.same();
  }

  private Behavior<Command> onBytesAfterQuiet(BytesCame message) {
    dialer.answered();
    return receiving();
  }

  private Behavior<Command> onConnectionEnded(ConnectionEnded message) {
    dialer.over();
    return switch (message.end.how()) {
      case FINISHED -> finish(message.end.detail());
      case FAILED -> failed(message.end.detail());
      case CLEAN -> connectingAfterEnd(message.end.detail());
      case REFUSED, BROKEN, STOPPED -> connectingAgain(message.end.detail());
    };
  }

  /** A source that ends cleanly again and again becomes quiet, unless bytes come in between. */
  private Behavior<Command> connectingAfterEnd(String detail) {
    if (!timers.isTimerActive(QuietElapsed.INSTANCE)) {
      timers.startSingleTimer(QuietElapsed.INSTANCE, settings.quietAfter());
    }
    return connectingAgain(detail);
  }

  private Behavior<Command> connectingAgain(String detail) {
    reconnectLater();
    return connecting(detail);
  }

  private Behavior<Command> onQuietConnectionEnded(ConnectionEnded message) {
    dialer.over();
    if (message.end.how() == ReadLoop.How.FAILED) {
      return failed(message.end.detail());
    }
    reconnectLater();
    return Behaviors.same();
  }

  private void reconnectLater() {
    timers.startSingleTimer(Reconnect.INSTANCE, dialer.nextPause());
  }

  private Behavior<Command> onReconnect(Reconnect message) {
    dialer.dial();
    return Behaviors.same();
  }

  private Behavior<Command> onEndStream(EndStream message, StreamState shown) {
    timers.cancel(Reconnect.INSTANCE);
    timers.cancel(QuietElapsed.INSTANCE);
    if (!dialer.busy()) {
      return finish("");
    }
    end(message.mode);
    return draining(shown);
  }

  /** The source has ended once already; whether it is connected again makes no difference. */
  private Behavior<Command> onEndQuietStream(EndStream message) {
    return onEndStream(new EndStream(DrainMode.NOW), StreamState.QUIET);
  }

  private Behavior<Command> onEndDrainingStream(EndStream message) {
    end(message.mode);
    return Behaviors.same();
  }

  private void end(DrainMode mode) {
    switch (mode) {
      case TO_END -> dialer.drain();
      case NOW -> dialer.hangUp();
    }
  }

  private Behavior<Command> onLastConnectionEnded(ConnectionEnded message) {
    dialer.over();
    return switch (message.end.how()) {
      case FAILED -> failed(message.end.detail());
      case CLEAN -> finish("");
      case REFUSED, BROKEN, FINISHED, STOPPED -> finish(message.end.detail());
    };
  }

  private Behavior<Command> finish(String detail) {
    stream.intake().finish();
    return ended(detail);
  }

  private Behavior<Command> onClose() {
    if (!dialer.busy()) {
      return Behaviors.stopped();
    }
    dialer.hangUp();
    return closing();
  }

  private Behavior<Command> onStop() {
    dialer.hangUp();
    return Behaviors.same();
  }

  /** Turns what the read loop's thread says into messages. */
  private record LoopEvents(ActorRef<Command> receiver, Object call) implements ReadLoop.Listener {
    @Override
    public void connected() {
      receiver.tell(new Connected(call));
    }

    @Override
    public void firstBytes() {
      receiver.tell(new BytesCame(call));
    }

    @Override
    public void ended(ReadLoop.End end) {
      receiver.tell(new ConnectionEnded(call, end));
    }
  }
}
