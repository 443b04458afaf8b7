package io.millrace.bench.floor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.model.Distribution;
import java.util.Optional;

/**
 * What a floor came to.
 *
 * @param records over the whole run, as are lost, duplicated and rejected
 * @param seconds from the end of warm-up to the end of the measured time
 * @param measuredRecords those processed in that time
 * @param latency of these, generated to processed, microseconds
 */
record FloorFigures(
    long records,
    long lost,
    long duplicated,
    long rejected,
    double seconds,
    long measuredRecords,
    Distribution latency) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PREFIX = "floor ";

  /** The rate of the measured time, 10^6 bytes a second. */
  double rateMb(int recordBytes) {
    return seconds > 0 ? measuredRecords * (double) recordBytes / 1e6 / seconds : 0;
  }

  /** A line of a process's output. */
  String toLine() {
    try {
      return PREFIX + MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can always be written", e);
    }
  }

  static Optional<FloorFigures> parse(String line) {
    if (!line.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(line.substring(PREFIX.length()), FloorFigures.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a floor said " + line, e);
    }
  }
}
