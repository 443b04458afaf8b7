package io.millrace.core.schedule;

import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who owns what, under one version: shuffle partitions go round the workers, a stream belongs to
 * the worker that reads it.
 *
 * @param version the plan version of the fence; changes only when a worker leaves
 * @param workers in the order of their ids, at least one
 */
public record Assignment(long version, List<WorkerId> workers, Map<StreamId, WorkerId> readers) {
  public Assignment {
    workers = workers.stream().sorted().toList();
    readers = Map.copyOf(readers);
    if (workers.isEmpty()) {
      throw new IllegalArgumentException("an assignment needs a worker");
    }
  }

  /** The owner of each of so many shuffle partitions. */
  public List<WorkerId> owners(int partitions) {
    List<WorkerId> owners = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      owners.add(ownerOf(partition));
    }
    return owners;
  }

  WorkerId ownerOf(int partition) {
    return workers.get(partition % workers.size());
  }

  /** The owner of the sink partition that a stream without a shuffle writes to. */
  WorkerId ownerOf(StreamId stream) {
    WorkerId reader = readers.get(stream);
    return reader == null ? ownerOf(stream.value()) : reader;
  }
}
