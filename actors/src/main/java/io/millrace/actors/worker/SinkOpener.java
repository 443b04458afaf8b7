package io.millrace.actors.worker;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SinkSpec;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.CustomSink;
import io.millrace.dsl.Fence;
import io.millrace.dsl.RunId;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the partitions of a job's sinks; reads a sink's description when it opens the first of it.
 * Only here is a partition of the job taken for a partition of one sink.
 */
final class SinkOpener {
  private final String job;
  private final RunId run;
  private final List<SinkSpec> specs;
  private final DriverEpoch epoch;
  private final JobClasses classes;
  private final Map<SinkSpec, Sink<?>> sinks = new HashMap<>();

  SinkOpener(String job, JobId id, List<SinkSpec> specs, DriverEpoch epoch, JobClasses classes) {
    this.job = job;
    this.run = new RunId(epoch.value(), id.value());
    this.specs = List.copyOf(specs);
    this.epoch = epoch;
    this.classes = classes;
  }

  /**
   * Opens a partition with the right to write that a plan version gives.
   *
   * @param partition counted through all sinks of the job
   * @throws IOException when the description does not load, no connector knows the sink, or the
   *     sink refuses
   */
  SinkPartition open(int partition, long planVersion) throws IOException {
    SinkSpec spec = spec(partition);
    Sink<?> sink = sinks.get(spec);
    if (sink == null) {
      sink = classes.read(spec.description(), Sink.class);
      sinks.put(spec, sink);
    }
    Fence fence = new Fence(epoch.value(), planVersion);
    SinkContext context =
        new SinkContext(job, run, spec.name(), partition - spec.firstPartition(), fence);
    if (sink instanceof CustomSink<?> own) {
      return own.open(context);
    }
    for (ConnectorProvider connector : classes.connectors()) {
      SinkPartition opened = connector.openSink(sink, context);
      if (opened != null) {
        return opened;
      }
    }
    throw new IOException(
        "none of the %d connectors on the class path and in the job's jar knows it"
            .formatted(classes.connectors().size()));
  }

  /**
   * The name of a partition in messages.
   *
   * @param partition counted through all sinks of the job
   */
  String name(int partition) {
    SinkSpec spec = spec(partition);
    Sink<?> sink = sinks.get(spec);
    String type = sink == null ? "" : " (%s)".formatted(sink.getClass().getSimpleName());
    return "partition %d of %s%s".formatted(partition - spec.firstPartition(), spec.name(), type);
  }

  private SinkSpec spec(int partition) {
    return specs.stream()
        .filter(spec -> spec.has(partition))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no sink of job " + job + " has " + partition));
  }
}
