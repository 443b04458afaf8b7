package io.millrace.node.driver.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that somebody wants run.
 *
 * @param className a {@code StreamJob}; {@code class} in JSON
 * @param code SHA-256 of the jar that holds it; null for a class that the nodes have themselves
 * @param name null for the one that the job gives itself
 * @param settings by key, in force for this job only
 * @param arguments what it is run with, each {@code name=value}
 */
public record SubmitRequest(
    @JsonProperty(value = "class", required = true) String className,
    @Nullable String code,
    @Nullable String name,
    Map<String, String> settings,
    List<String> arguments) {

  public SubmitRequest {
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
  }
}
