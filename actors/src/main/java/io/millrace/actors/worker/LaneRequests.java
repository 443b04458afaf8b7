package io.millrace.actors.worker;

import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.LaneProtocol;
import io.millrace.protocol.LocalMessage;

/** What actors of the same node ask of the lane. */
interface LaneRequests {
  /**
   * Sends a payload to a worker under credit; to this worker itself it is handed over at once.
   * Payloads to one peer keep their order. A peer that has left takes its payloads with it.
   */
  record Send(WorkerId to, LanePayload payload) implements LaneProtocol.Command, LocalMessage {}
}
