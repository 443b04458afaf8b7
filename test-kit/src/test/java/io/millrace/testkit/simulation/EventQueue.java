package io.millrace.testkit.simulation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;

/** Virtual time in nanoseconds, and what happens in it, one event after the other. */
final class EventQueue {
  private static final int REMEMBERED = Integer.getInteger("remember", 60);

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final ArrayDeque<Event> recent = new ArrayDeque<>();
  private long now;
  private long scheduled;
  private long hash = 17;

  private record Event(long at, long order, String what, Runnable action)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public String toString() {
      return "%10.3f ms  %s".formatted(at / 1e6, what);
    }
  }

  long now() {
    return now;
  }

  /** Lets something happen at a time, or now when that has passed. */
  void at(long time, String what, Runnable action) {
    events.add(new Event(Math.max(now, time), scheduled++, what, action));
  }

  void after(long nanos, String what, Runnable action) {
    at(now + nanos, what, action);
  }

  /** Lets the next event happen; false when there is none. */
  boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.at;
    hash = 31 * (31 * hash + now) + next.what.hashCode();
    if (recent.size() == REMEMBERED) {
      recent.remove();
    }
    recent.add(next);
    next.action.run();
    return true;
  }

  /** Of the times and names of all that happened so far. */
  long hash() {
    return hash;
  }

  /** The last events, the newest at the end. */
  List<String> recent() {
    return recent.stream().map(Event::toString).toList();
  }
}
