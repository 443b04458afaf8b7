package io.millrace.actors.driver;

import io.millrace.core.model.WorkerId;
import io.millrace.protocol.WorkerRefs;

/** A registered worker. */
record WorkerEntry(WorkerId id, int slots, WorkerRefs refs, long offsetNanos, long boundNanos) {
  WorkerEntry withClock(long offset, long bound) {
    return new WorkerEntry(id, slots, refs, offset, bound);
  }
}
