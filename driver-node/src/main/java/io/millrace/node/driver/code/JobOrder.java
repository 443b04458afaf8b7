package io.millrace.node.driver.code;

import io.millrace.core.model.Measurement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that somebody wants run.
 *
 * @param className a {@code StreamJob}
 * @param code SHA-256 of the jar that holds it, or null for a class that the nodes have themselves
 * @param name null for the one that the job gives itself
 * @param settings by key, for this job alone
 * @param arguments what it is run with, for the job to ask for
 */
public record JobOrder(
    String className,
    @Nullable String code,
    @Nullable String name,
    Map<String, String> settings,
    List<String> arguments,
    Measurement measurement) {
  public JobOrder {
    settings = Map.copyOf(settings);
    arguments = List.copyOf(arguments);
  }
}
