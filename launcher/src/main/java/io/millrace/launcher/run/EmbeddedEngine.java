package io.millrace.launcher.run;

import com.typesafe.config.Config;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.node.driver.code.JobCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The job in this process. */
final class EmbeddedEngine implements Engine {
  private final Config settings;
  private @Nullable EmbeddedMillrace millrace;
  private @Nullable JobHandle job;

  /**
   * An engine that is not started.
   *
   * @param settings of the node
   */
  EmbeddedEngine(Config settings) {
    this.settings = settings;
  }

  @Override
  public void start(JobCall call, Measurement measurement) {
    EmbeddedMillrace started = Millrace.embedded(settings);
    millrace = started;
    StreamJob made = JobCode.load(call.job().getName(), call.job().getClassLoader());
    job = started.run(made, call.arguments(), measurement);
  }

  @Override
  public JobStatus status() {
    return running().status();
  }

  @Override
  public void drain(DrainMode mode) {
    switch (mode) {
      case TO_END -> running().drain();
      case NOW -> running().cancel();
    }
  }

  @Override
  public void close() {
    if (millrace != null) {
      millrace.close();
    }
  }

  private JobHandle running() {
    return Objects.requireNonNull(job, "not started");
  }
}
