package io.millrace.core.model;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The right of a job's workers to cut and run batches without asking. There is one for a plan
 * version at most, which names it.
 *
 * @param graph what the job does, see {@link JobGraph#outline}
 * @param seats partition p of a shuffle belongs to seat {@code p modulo seats}
 * @param readers who reads which stream
 * @param from the first batch that they cut
 * @param starts where it begins in each stream
 * @param previous the last batch before it in each sink partition
 */
public record GroupLease(
    long planVersion,
    BatchGrid grid,
    JobGraph graph,
    LeaseTerms terms,
    List<WorkerId> seats,
    Map<StreamId, WorkerId> readers,
    BatchId from,
    Map<StreamId, Long> starts,
    Map<Integer, BatchId> previous) {
  public GroupLease {
    seats = List.copyOf(seats);
    readers = Map.copyOf(readers);
    starts = Map.copyOf(starts);
    previous = Map.copyOf(previous);
  }

  /** Who owns a partition of a shuffle. */
  public WorkerId ownerOf(int partition) {
    return seats.get(partition % seats.size());
  }

  /** The workers that read streams or own partitions of a shuffle. */
  public Set<WorkerId> participants() {
    Set<WorkerId> participants = new HashSet<>(readers.values());
    graph.shuffles().forEach(partitions -> participants.addAll(owners(partitions)));
    return participants;
  }

  /** The workers that run tasks of a stage. */
  public Set<WorkerId> workersOf(StageSpec stage) {
    if (stage.input() instanceof StageInput.Shuffle input) {
      return owners(graph.shuffles().get(input.shuffle()));
    }
    SourceSpec source = graph.sources().get(((StageInput.Streams) stage.input()).source());
    Set<WorkerId> workers = new HashSet<>();
    readers.forEach(
        (stream, reader) -> {
          if (source.has(stream)) {
            workers.add(reader);
          }
        });
    return workers;
  }

  private Set<WorkerId> owners(int partitions) {
    return Set.copyOf(new HashSet<>(seats.subList(0, Math.min(partitions, seats.size()))));
  }
}
