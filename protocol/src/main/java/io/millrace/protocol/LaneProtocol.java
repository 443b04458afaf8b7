package io.millrace.protocol;

import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;

/** Bytes from worker to worker, numbered and acknowledged, under credit. */
public interface LaneProtocol {
  /** Marks everything a lane takes. */
  interface Command {}

  /**
   * @param sequence counts the frames of this pair of workers from 0
   */
  record Frame(WorkerId from, long sequence, LanePayload payload) implements Command, WireMessage {}

  /**
   * Everything before the sequence number has arrived.
   *
   * @param next the number of the next frame expected
   */
  record Ack(WorkerId from, long next) implements Command, WireMessage {}
}
