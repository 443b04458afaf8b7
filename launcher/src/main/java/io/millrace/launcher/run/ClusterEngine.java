package io.millrace.launcher.run;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.launcher.process.ClusterProcesses;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The job on a driver and workers in processes of their own. */
final class ClusterEngine implements Engine {
  private final Map<String, String> settings;
  private final int workers;
  private @Nullable ClusterProcesses cluster;

  /**
   * An engine that is not started.
   *
   * @param settings by key, for all nodes
   */
  ClusterEngine(Map<String, String> settings, int workers) {
    this.settings = settings;
    this.workers = workers;
  }

  @Override
  public void start(JobCall call, Measurement measurement) {
    cluster =
        ClusterProcesses.start(
            settings,
            workers,
            call.job().getName(),
            call.arguments(),
            Duration.of(measurement.warmUpMicros(), ChronoUnit.MICROS),
            Duration.of(measurement.measuredMicros(), ChronoUnit.MICROS));
  }

  @Override
  public JobStatus status() {
    return running().status();
  }

  @Override
  public void drain(DrainMode mode) {
    running().drain(mode);
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private ClusterProcesses running() {
    return Objects.requireNonNull(cluster, "not started");
  }
}
