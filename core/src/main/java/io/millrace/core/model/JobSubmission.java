package io.millrace.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as it travels to the driver: compiled, with nothing of the user class by reference.
 *
 * @param measurement what the ledger calls warm-up and halves
 * @param code the jar that the job's classes are in, or null if they are on each node's class path
 * @param settings of this job alone, by key
 */
public record JobSubmission(
    String name,
    JobGraph graph,
    Measurement measurement,
    @Nullable CodeRef code,
    Map<String, String> settings) {
  public JobSubmission {
    settings = Map.copyOf(settings);
  }
}
