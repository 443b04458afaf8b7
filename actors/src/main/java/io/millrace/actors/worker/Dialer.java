package io.millrace.actors.worker;

import io.millrace.actors.worker.dataplane.ReadLoop;
import io.millrace.config.ReceiverSettings;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection after the other, with pauses that double; confined to its {@link Receiver}. */
final class Dialer {
  private final Function<Object, ReadLoop> connect;
  private final ReceiverSettings settings;
  private Duration pause;
  private @Nullable ReadLoop loop;
  private Object call = new Object();

  /**
   * @param connect starts a read loop whose events carry the object given
   */
  Dialer(Function<Object, ReadLoop> connect, ReceiverSettings settings) {
    this.connect = connect;
    this.settings = settings;
    this.pause = settings.reconnectMin();
  }

  /** Starts to connect. */
  void dial() {
    call = new Object();
    loop = connect.apply(call);
  }

  /** Whether an event is of the present call, not of one that a restart left behind. */
  boolean isPresent(Object eventCall) {
    return call == eventCall;
  }

  /** Whether a read loop is at work. */
  boolean busy() {
    return loop != null;
  }

  /** Has a source that would wait for more to come end with what is there. */
  void drain() {
    if (loop != null) {
      loop.drain();
    }
  }

  /** Ends the present call; its last event follows. */
  void hangUp() {
    if (loop != null) {
      loop.stop();
    }
  }

  /** The last event of the present call has come. */
  void over() {
    loop = null;
  }

  /** The source is there: the next pause is the shortest again. */
  void answered() {
    pause = settings.reconnectMin();
  }

  /** How long to wait before the next call. */
  Duration nextPause() {
    Duration now = pause;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(settings.reconnectMax()) < 0 ? doubled : settings.reconnectMax();
    return now;
  }
}
