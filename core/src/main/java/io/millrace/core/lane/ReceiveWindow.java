package io.millrace.core.lane;

import io.millrace.core.model.LanePayload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The receiving end of a lane from one peer: hands payloads on in order, each once.
 *
 * <p>A payload that comes too early is kept until those before it are here, within {@code
 * windowBytes}; beyond that it is dropped, and comes again because it was not acknowledged.
 */
public final class ReceiveWindow {
  private final long windowBytes;
  private final Map<Long, LanePayload> early = new HashMap<>();
  private long earlyBytes;
  private long next;

  /**
   * @param windowBytes most bytes kept that came too early
   */
  public ReceiveWindow(long windowBytes) {
    this.windowBytes = windowBytes;
  }

  /** What can be handed on now that this one is here, in order; often just this one. */
  public List<LanePayload> arrived(long sequence, LanePayload payload) {
    if (sequence != next) {
      keep(sequence, payload);
      return List.of();
    }
    next++;
    if (early.isEmpty()) {
      return List.of(payload);
    }
    List<LanePayload> ready = new ArrayList<>();
    ready.add(payload);
    for (LanePayload kept = early.remove(next); kept != null; kept = early.remove(next)) {
      earlyBytes -= kept.size();
      ready.add(kept);
      next++;
    }
    return ready;
  }

  /** The number expected next: everything before it has been handed on. */
  public long next() {
    return next;
  }

  /** Bytes kept that came too early. */
  public long earlyBytes() {
    return earlyBytes;
  }

  private void keep(long sequence, LanePayload payload) {
    boolean fits = earlyBytes + payload.size() <= windowBytes;
    if (sequence > next && fits && early.putIfAbsent(sequence, payload) == null) {
      earlyBytes += payload.size();
    }
  }
}
