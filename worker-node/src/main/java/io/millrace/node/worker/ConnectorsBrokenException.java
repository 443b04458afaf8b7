package io.millrace.node.worker;

import java.util.ServiceConfigurationError;

/** A connector that the class path names can't be made. */
final class ConnectorsBrokenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ConnectorsBrokenException(ServiceConfigurationError cause) {
    super(
        "a connector on the class path can't be used: "
            + cause.getMessage()
            + (cause.getCause() == null ? "" : ": " + cause.getCause()),
        cause);
  }
}
