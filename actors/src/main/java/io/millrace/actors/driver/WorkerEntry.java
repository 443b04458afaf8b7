package io.millrace.actors.driver;

import akka.actor.Address;
import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.WorkerRefs;

/** A registered worker. */
record WorkerEntry(WorkerId id, int slots, WorkerRefs refs, long offsetNanos, long boundNanos) {
  WorkerEntry withClock(long offset, long bound) {
    return new WorkerEntry(id, slots, refs, offset, bound);
  }

  /** As people see it. */
  RegisteredWorker registered() {
    return new RegisteredWorker(id, address(), slots, offsetNanos / 1e3, boundNanos / 1e3);
  }

  /** An actor of this node has no host in its path. */
  private String address() {
    Address address = refs.worker().path().address();
    return address.hasLocalScope() ? "" : address.host().get() + ":" + address.port().get();
  }
}
