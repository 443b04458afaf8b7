package io.millrace.protocol;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.GroupLease;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the driver tells a worker. Each message carries the driver's epoch; older ones are refused.
 */
public interface WorkerProtocol {
  /** Marks everything a worker takes. */
  interface Command {}

  /** The registration is accepted. */
  record Registered(DriverEpoch epoch, ActorRef<RegistryProtocol.Command> registry)
      implements Command, WireMessage {}

  /**
   * The driver has given this worker up: it ends its streams and registers again under a new id.
   */
  record Dismissed(DriverEpoch epoch, WorkerId worker) implements Command, WireMessage {}

  /**
   * Answer to {@link RegistryProtocol.ClockPing}.
   *
   * @param sentNanos echoed: the worker's clock when it asked
   * @param driverNanos the driver's clock when it answered
   */
  record ClockPong(DriverEpoch epoch, long sentNanos, long driverNanos)
      implements Command, WireMessage {}

  /** Who else is here: the lanes to send bytes through. */
  record PeersChanged(DriverEpoch epoch, Map<WorkerId, ActorRef<LaneProtocol.Command>> lanes)
      implements Command, WireMessage {}

  /**
   * Loads a job ahead of its first batch; answered with {@link JobProtocol.JobPrepared} or {@link
   * JobProtocol.PreparationFailed}.
   *
   * @param sinks where its partitions are written
   * @param code the jar that the job's classes are in, or null if they are on the class path
   * @param settings of this job alone, by key
   */
  record PrepareJob(
      DriverEpoch epoch,
      JobId job,
      String name,
      List<TaskBinary> binaries,
      List<SinkSpec> sinks,
      JobRefs refs,
      @Nullable CodeOffer code,
      Map<String, String> settings)
      implements Command, WireMessage {
    public PrepareJob {
      binaries = List.copyOf(binaries);
      sinks = List.copyOf(sinks);
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Opens a receiver.
   *
   * @param source the serialized source with its framing
   * @param split index into the source's splits
   * @param label names the split in messages
   * @param position where the stream's positions go on, framed bytes
   * @param connection the number of the first connection made
   * @param place where to open a source that can go back; not behind the position
   */
  record OpenStream(
      DriverEpoch epoch,
      JobId job,
      StreamId stream,
      byte[] source,
      int split,
      String label,
      long position,
      int connection,
      SourcePlace place,
      BatchGrid grid)
      implements Command, WireMessage {}

  /** Ends all streams of the job on this worker. */
  record EndStreams(DriverEpoch epoch, JobId job, DrainMode mode) implements Command, WireMessage {}

  /**
   * Forgets the job: receivers, blocks, binaries, sink partitions, classes; answered with {@link
   * JobProtocol.JobClosed}.
   */
  record CloseJob(DriverEpoch epoch, JobId job, ActorRef<JobProtocol.Command> replyTo)
      implements Command, WireMessage {}

  /** What group scheduling tells a worker of one of its jobs. */
  interface LeaseOrder extends Command {
    DriverEpoch epoch();

    JobId job();
  }

  /**
   * The worker may cut and run batches by itself; told again as it goes on. Answered with {@link
   * ConductorProtocol.LeaseReported}, again and again.
   *
   * @param through the last batch that it may cut
   * @param ended where streams that have ended do, framed bytes
   */
  record GrantLease(
      DriverEpoch epoch, JobId job, GroupLease lease, BatchId through, Map<StreamId, Long> ended)
      implements LeaseOrder, WireMessage {
    public GrantLease {
      ended = Map.copyOf(ended);
    }
  }

  /** The lease of a plan version is over, whether it has begun here or not. */
  record RevokeLease(DriverEpoch epoch, JobId job, long planVersion)
      implements LeaseOrder, WireMessage {}

  /**
   * Answer to {@link ConductorProtocol.LeaseReported}.
   *
   * @param sequence reports up to this one have arrived
   */
  record LeaseHeard(DriverEpoch epoch, JobId job, long planVersion, long sequence)
      implements LeaseOrder, WireMessage {}
}
