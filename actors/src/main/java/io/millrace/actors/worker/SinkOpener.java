package io.millrace.actors.worker;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.plan.Serialized;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.Fence;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens the partitions of a job's sink; reads the sink's description when it opens the first. */
final class SinkOpener {
  private final String job;
  private final byte[] description;
  private final DriverEpoch epoch;
  private final JobClasses classes;
  private @Nullable Sink<?> sink;

  SinkOpener(String job, byte[] description, DriverEpoch epoch, JobClasses classes) {
    this.job = job;
    this.description = description;
    this.epoch = epoch;
    this.classes = classes;
  }

  /**
   * Opens a partition with the right to write that a plan version gives.
   *
   * @throws IOException when the description does not load, no connector knows the sink, or the
   *     sink refuses
   */
  SinkPartition open(int partition, long planVersion) throws IOException {
    if (sink == null) {
      sink = Serialized.read(description, Sink.class, classes.loader());
    }
    Fence fence = new Fence(epoch.value(), planVersion);
    for (ConnectorProvider connector : classes.connectors()) {
      SinkPartition opened = connector.openSink(sink, new SinkContext(job, partition, fence));
      if (opened != null) {
        return opened;
      }
    }
    throw new IOException(
        "none of the %d connectors on the class path and in the job's jar knows it"
            .formatted(classes.connectors().size()));
  }

  /** The name of the sink in messages. */
  String name() {
    return sink == null ? "of job " + job : sink.getClass().getSimpleName();
  }
}
