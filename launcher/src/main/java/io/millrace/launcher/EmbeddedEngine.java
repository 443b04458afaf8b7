package io.millrace.launcher;

import com.typesafe.config.Config;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.launcher.job.LatencyJob;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The job in this process. */
final class EmbeddedEngine implements Engine {
  private final Config settings;
  private @Nullable EmbeddedMillrace millrace;
  private @Nullable JobHandle job;

  EmbeddedEngine(Config settings) {
    this.settings = settings;
  }

  @Override
  public void start(List<String> arguments, Measurement measurement) {
    EmbeddedMillrace started = Millrace.embedded(settings);
    millrace = started;
    job = started.run(new LatencyJob(), arguments, measurement);
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
