package io.millrace.core.lane;

import io.millrace.core.model.LanePayload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The sending end of a lane to one peer: numbers payloads and keeps each until it is acknowledged.
 *
 * <p>At most {@code windowBytes} in {@value #MAX_ON_THE_WAY} payloads are on the way
 * unacknowledged; a payload that is larger goes alone. What waits for the window is not bounded
 * here: its producers are, by the number of batches in flight.
 */
public final class SendWindow {
  /**
   * However small they are, no more are on the way: what carries them drops what its queue can't
   * hold, and everything on the way may be sent a second time.
   */
  static final int MAX_ON_THE_WAY = 256;

  private final long windowBytes;
  private final Queue<LanePayload> waiting = new ArrayDeque<>();
  private final ArrayDeque<Numbered> onTheWay = new ArrayDeque<>();
  private long next;
  private long bytesOnTheWay;
  private long sweptFirst = -1;
  private long sweptNext;

  /**
   * @param windowBytes most bytes unacknowledged
   */
  public SendWindow(long windowBytes) {
    this.windowBytes = windowBytes;
  }

  /** A payload with its number; numbers of a pair of workers count from 0. */
  public record Numbered(long sequence, LanePayload payload) {}

  /** Takes a payload; {@link #release} says when it may go. */
  public void offer(LanePayload payload) {
    waiting.add(payload);
  }

  /** Those that may go now, in order; each is given out once. */
  public List<Numbered> release() {
    List<Numbered> going = new ArrayList<>();
    for (LanePayload first = waiting.peek(); first != null && fits(first); first = waiting.peek()) {
      waiting.remove();
      Numbered numbered = new Numbered(next++, first);
      bytesOnTheWay += first.size();
      onTheWay.add(numbered);
      going.add(numbered);
    }
    return going;
  }

  /**
   * Everything before a number has arrived.
   *
   * @param expected the number of the next payload the peer expects; may be repeated or older
   */
  public void acknowledged(long expected) {
    while (!onTheWay.isEmpty() && onTheWay.element().sequence() < expected) {
      bytesOnTheWay -= onTheWay.remove().payload().size();
    }
  }

  /**
   * What to send again; to be called at a fixed pace. As long as acknowledgements move on, nothing
   * is: the peer is there and busy. When the first payload on the way is the same as at the last
   * call, everything that was on the way then is sent again.
   */
  public List<Numbered> resend() {
    if (onTheWay.isEmpty()) {
      return List.of();
    }
    long first = onTheWay.element().sequence();
    List<Numbered> again =
        first == sweptFirst
            ? onTheWay.stream().filter(sent -> sent.sequence() < sweptNext).toList()
            : List.of();
    sweptFirst = first;
    sweptNext = next;
    return again;
  }

  /** Payloads that went and are not acknowledged. */
  public int onTheWay() {
    return onTheWay.size();
  }

  /** Bytes that went and are not acknowledged. */
  public long bytesOnTheWay() {
    return bytesOnTheWay;
  }

  private boolean fits(LanePayload payload) {
    return onTheWay.isEmpty()
        || (onTheWay.size() < MAX_ON_THE_WAY && bytesOnTheWay + payload.size() <= windowBytes);
  }
}
