package io.millrace.actors.worker;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.plan.Serialized;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.CustomSink;
import io.millrace.dsl.Fence;
import io.millrace.dsl.RunId;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the partitions of a job's sink; reads the sink's description when it opens the first. */
final class SinkOpener {
  private final String job;
  private final RunId run;
  private final byte[] description;
  private final DriverEpoch epoch;
  private final List<ConnectorProvider> connectors;
  private @Nullable Sink<?> sink;

  SinkOpener(
      String job,
      JobId id,
      byte[] description,
      DriverEpoch epoch,
      List<ConnectorProvider> connectors) {
    this.job = job;
    this.run = new RunId(epoch.value(), id.value());
    this.description = description;
    this.epoch = epoch;
    this.connectors = List.copyOf(connectors);
  }

  /**
   * Opens a partition with the right to write that a plan version gives.
   *
   * @throws IOException when the description does not load, no connector knows the sink, or the
   *     sink refuses
   */
  SinkPartition open(int partition, long planVersion) throws IOException {
    if (sink == null) {
      sink = Serialized.read(description, Sink.class, JobClasses.loader());
    }
    Fence fence = new Fence(epoch.value(), planVersion);
    SinkContext context = new SinkContext(job, run, name(), partition, fence);
    if (sink instanceof CustomSink<?> own) {
      return own.open(context);
    }
    for (ConnectorProvider connector : connectors) {
      SinkPartition opened = connector.openSink(sink, context);
      if (opened != null) {
        return opened;
      }
    }
    throw new IOException(
        "none of the " + connectors.size() + " connectors on the class path knows it");
  }

  /** The name of the sink in messages. */
  String name() {
    return sink == null ? "of job " + job : sink.getClass().getSimpleName();
  }
}
