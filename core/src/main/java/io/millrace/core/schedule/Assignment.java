package io.millrace.core.schedule;

import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who owns what, under one version: shuffle partitions were dealt round the workers, a stream
 * belongs to the worker that reads it. When a worker leaves only what it owned changes hands.
 *
 * @param version the plan version of the fence
 * @param workers in the order of their ids, at least one
 * @param seats partition p belongs to seat {@code p modulo seats}; a seat outlives its worker
 */
public record Assignment(
    long version, List<WorkerId> workers, List<WorkerId> seats, Map<StreamId, WorkerId> readers) {
  public Assignment {
    workers = workers.stream().sorted().toList();
    seats = List.copyOf(seats);
    readers = Map.copyOf(readers);
    if (workers.isEmpty() || seats.isEmpty()) {
      throw new IllegalArgumentException("an assignment needs a worker");
    }
  }

  /**
   * The first assignment: a seat a worker.
   *
   * @param seats the workers, in the order in which partitions are dealt
   */
  public static Assignment first(List<WorkerId> seats, Map<StreamId, WorkerId> readers) {
    return new Assignment(1, seats, seats, readers);
  }

  /** The next version: what those who are gone owned is dealt to those who are left. */
  public Assignment without(WorkerId gone, List<WorkerId> left) {
    List<WorkerId> sorted = left.stream().sorted().toList();
    List<WorkerId> kept = new ArrayList<>();
    for (int seat = 0; seat < seats.size(); seat++) {
      WorkerId holder = seats.get(seat);
      kept.add(holder.equals(gone) ? sorted.get(seat % sorted.size()) : holder);
    }
    Map<StreamId, WorkerId> moved = new HashMap<>();
    readers.forEach(
        (stream, reader) ->
            moved.put(
                stream, reader.equals(gone) ? sorted.get(stream.value() % sorted.size()) : reader));
    return new Assignment(version + 1, sorted, kept, moved);
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
    return seats.get(partition % seats.size());
  }

  /** The owner of the sink partition that a stream without a shuffle writes to. */
  WorkerId ownerOf(StreamId stream) {
    WorkerId reader = readers.get(stream);
    return reader == null ? ownerOf(stream.value()) : reader;
  }
}
