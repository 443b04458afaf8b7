package io.millrace.node.driver.desk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.model.JobId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;

/**
 * Records as JSON, there and back: a field is named as its record's component, an id is the plain
 * number or text that it holds.
 */
public final class StatusJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .addMixIn(JobId.class, LongId.class)
          .addMixIn(StreamId.class, IntId.class)
          .addMixIn(WorkerId.class, TextId.class);

  private StatusJson() {}

  /** Shared by all threads; whoever wants it otherwise takes a reader or writer of it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private record LongId(@JsonValue long value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private LongId {}
  }

  private record IntId(@JsonValue int value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private IntId {}
  }

  private record TextId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private TextId {}
  }
}
