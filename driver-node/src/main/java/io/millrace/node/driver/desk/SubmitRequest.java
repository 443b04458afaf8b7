package io.millrace.node.driver.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.core.model.Measurement;
import io.millrace.node.driver.code.JobOrder;
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
    @JsonProperty("class") String className,
    @Nullable String code,
    @Nullable String name,
    Map<String, String> settings,
    List<String> arguments) {

  public SubmitRequest {
    settings = Map.copyOf(settings);
    arguments = List.copyOf(arguments);
  }

  JobOrder order() {
    return new JobOrder(className, code, name, settings, arguments, Measurement.ALWAYS);
  }
}
