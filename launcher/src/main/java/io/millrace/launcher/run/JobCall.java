package io.millrace.launcher.run;

import io.millrace.dsl.StreamJob;
import java.util.List;

/**
 * A job and what it is run with.
 *
 * @param arguments each {@code name=value}
 */
public record JobCall(Class<? extends StreamJob> job, List<String> arguments) {
  public JobCall {
    arguments = List.copyOf(arguments);
  }
}
