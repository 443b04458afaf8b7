package io.millrace.protocol.codec;

import io.millrace.core.model.WorkerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The workers that one message names, so that each name is written once. */
final class WorkerTable {
  private final List<WorkerId> workers = new ArrayList<>();
  private final Map<WorkerId, Integer> indexes = new HashMap<>();

  /** The table as it came in. */
  static WorkerTable read(List<String> names, String field) {
    var table = new WorkerTable();
    names.forEach(name -> table.workers.add(Fields.worker(name, field)));
    return table;
  }

  /** The place of a worker, which enters the table if it is new. */
  int indexOf(WorkerId worker) {
    return indexes.computeIfAbsent(
        worker,
        added -> {
          workers.add(added);
          return workers.size() - 1;
        });
  }

  /**
   * @throws IllegalArgumentException if the table has no such place
   */
  WorkerId get(int index, String field) {
    if (index < 0 || index >= workers.size()) {
      throw new IllegalArgumentException(
          field + " is worker " + index + " of a table of " + workers.size());
    }
    return workers.get(index);
  }

  /** What is written; asked for last. */
  Iterable<String> names() {
    return workers.stream().map(WorkerId::value).toList();
  }
}
