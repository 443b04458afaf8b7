package io.millrace.node.driver;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.core.model.JobStatus;
import io.millrace.node.driver.desk.StatusJson;
import java.util.Optional;

/**
 * A line of a driver process that runs a job itself, as JSON:
 *
 * <pre>
 *  {"event":"status","status":{..}}     a few times a second
 *  {"event":"ended","status":{..}}      the last one
 *  {"event":"failed","status":{..}}     or this
 * </pre>
 */
public record JobEvent(Kind event, JobStatus status) {
  /** What the status is of. */
  public enum Kind {
    /** A job that goes on. */
    @JsonProperty("status")
    STATUS,
    /** A job that has ended. */
    @JsonProperty("ended")
    ENDED,
    /** A job that has failed. */
    @JsonProperty("failed")
    FAILED
  }

  /** What there is to tell of a job. */
  public static JobEvent of(JobStatus status) {
    return switch (status.state()) {
      case PREPARING, RUNNING, DRAINING -> new JobEvent(Kind.STATUS, status);
      case ENDED -> new JobEvent(Kind.ENDED, status);
      case FAILED -> new JobEvent(Kind.FAILED, status);
    };
  }

  /** Whether nothing follows. */
  @JsonIgnore
  public boolean isLast() {
    return event != Kind.STATUS;
  }

  /** The line, without its end. */
  public String toLine() {
    try {
      return StatusJson.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status can always be written", e);
    }
  }

  /** Reads a line; empty when it is something else that the process printed. */
  public static Optional<JobEvent> parse(String line) {
    if (!line.startsWith("{\"event\"")) {
      return Optional.empty();
    }
    try {
      return Optional.of(StatusJson.mapper().readValue(line, JobEvent.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
