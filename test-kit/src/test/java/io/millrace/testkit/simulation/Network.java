package io.millrace.testkit.simulation;

import io.millrace.protocol.WireMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Carries messages with random delays. Between one pair of actors control messages keep their
 * order, though one may come again later; frames of a lane keep none. Both may be lost.
 */
final class Network {
  private static final long LONGEST_HOP = 2 * Parameters.MILLI;
  private static final long LONGEST_LOCAL_HOP = Parameters.MILLI / 10;

  private final EventQueue queue;
  private final SplittableRandom random;
  private final Parameters parameters;
  private final Wire wire;
  private final Map<String, Long> lastArrival = new HashMap<>();
  private final Set<String> severed = new HashSet<>();

  Network(EventQueue queue, SplittableRandom random, Parameters parameters, Wire wire) {
    this.queue = queue;
    this.random = random;
    this.parameters = parameters;
    this.wire = wire;
  }

  /** From one actor to another of the same node: in order, once, and not as bytes. */
  void local(String from, String to, String what, Runnable arrival) {
    queue.at(inOrder(from, to, LONGEST_LOCAL_HOP), label(from, to, what), arrival);
  }

  /** From node to node, in order. */
  void control(String from, String to, WireMessage message, Consumer<WireMessage> arrival) {
    String what = label(from, to, message.getClass().getSimpleName());
    long inOrder = inOrder(from, to, LONGEST_HOP);
    if (random.nextDouble() >= parameters.controlLoss()) {
      queue.at(inOrder, what, unlessSevered(from, message, arrival));
    }
    if (random.nextDouble() < parameters.duplicates()) {
      long later = random.nextLong(20 * LONGEST_HOP);
      queue.at(inOrder + later, what + " again", unlessSevered(from, message, arrival));
    }
  }

  /** From lane to lane. */
  void lane(String from, String to, WireMessage message, Consumer<WireMessage> arrival) {
    String what = label(from, to, message.getClass().getSimpleName());
    int copies = random.nextDouble() < parameters.duplicates() ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      if (random.nextDouble() >= parameters.laneLoss()) {
        long delay = random.nextLong(2 * LONGEST_HOP);
        queue.after(delay, what, unlessSevered(from, message, arrival));
      }
    }
  }

  /** Nothing more arrives of what the actor has sent. */
  void sever(String from) {
    severed.add(from);
  }

  private Runnable unlessSevered(String from, WireMessage message, Consumer<WireMessage> arrival) {
    WireMessage crossed = wire.cross(message);
    return () -> {
      if (!severed.contains(from)) {
        arrival.accept(crossed);
      }
    };
  }

  private long inOrder(String from, String to, long longest) {
    long arrival = queue.now() + random.nextLong(longest);
    return lastArrival.merge(from + to, arrival, (last, next) -> Math.max(last + 1, next));
  }

  private static String label(String from, String to, String what) {
    return from + " -> " + to + ": " + what;
  }
}
