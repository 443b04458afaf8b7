package io.millrace.bench.yardstick;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.model.Distribution;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a yardstick came to.
 *
 * @param records over the whole run, as are lost, duplicated and rejected
 * @param seconds from the end of warm-up to the end of the measured time
 * @param measuredRecords those processed in that time
 * @param firstHalfMean of the latency in the first half of that time, microseconds
 * @param secondHalfMean the same of the second half
 * @param latency of these, generated to processed, microseconds
 * @param problem why it ended before its time, one sentence; null when it did not
 */
public record YardstickFigures(
    long records,
    long lost,
    long duplicated,
    long rejected,
    double seconds,
    long measuredRecords,
    double firstHalfMean,
    double secondHalfMean,
    Distribution latency,
    @Nullable String problem) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PREFIX = "figures ";

  /** The rate of the measured time, 10^6 bytes a second. */
  double rateMb(int recordBytes) {
    return seconds > 0 ? measuredRecords * (double) recordBytes / 1e6 / seconds : 0;
  }

  /** A line of a process's output. */
  public String toLine() {
    try {
      return PREFIX + MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can always be written", e);
    }
  }

  static Optional<YardstickFigures> parse(String line) {
    if (!line.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(line.substring(PREFIX.length()), YardstickFigures.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a yardstick said " + line, e);
    }
  }
}
