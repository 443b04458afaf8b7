package io.millrace.launcher.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the lines of a generator say; heard by one thread, asked by another. */
final class GeneratorWatch {
  private static final String LISTENING = "listening on ";
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final CompletableFuture<Long> totalRecords = new CompletableFuture<>();
  private final List<Long> ends = new ArrayList<>();

  /**
   * Hears a line.
   *
   * @param nowNanos when it came, on the caller's monotonic clock
   */
  void hear(String line, long nowNanos) {
    if (line.startsWith(LISTENING)) {
      address.complete(line.substring(LISTENING.length()));
    } else if (line.startsWith("second=") && "true".equals(values(line).get("late"))) {
      addLateSecond(nowNanos);
    } else if (line.startsWith("total ")) {
      totalRecords.complete(Long.valueOf(values(line).get("records")));
    }
  }

  private synchronized void addLateSecond(long endNanos) {
    ends.add(endNanos);
  }

  /** {@code host:port}, once it listens. */
  CompletableFuture<String> address() {
    return address;
  }

  /** Lines sent whole, once the run is over. */
  CompletableFuture<Long> totalRecords() {
    return totalRecords;
  }

  /** Late seconds that began at this time or after it. */
  synchronized long lateSecondsSince(long nanos) {
    return ends.stream().filter(end -> end - SECOND_NANOS >= nanos).count();
  }

  private static Map<String, String> values(String line) {
    Map<String, String> values = new HashMap<>();
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return values;
  }
}
