package io.millrace.dsl;

import java.io.Serializable;

/** Makes what a {@link Resource} shares, on a worker. Captured values must be serializable. */
@FunctionalInterface
public interface ResourceFactory<R> extends Serializable {
  /** Called by one thread at a time. */
  R make() throws Exception;
}
