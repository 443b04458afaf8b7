package io.millrace.bench.run;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.Measurement;
import io.millrace.launcher.process.JavaCommand;
import io.millrace.launcher.process.JobProcess;
import io.millrace.launcher.run.Engine;
import io.millrace.launcher.run.JobCall;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The job on an embedded node in a fresh JVM: what one run has learnt helps no other. */
final class EmbeddedProcess implements Engine {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> settings;
  private @Nullable JobProcess process;

  EmbeddedProcess(Map<String, String> settings) {
    this.settings = settings;
  }

  @Override
  public void start(JobCall call, Measurement measurement) {
    JobProcess started =
        JobProcess.start(
            "the engine",
            JavaCommand.node(
                EmbeddedNode.class.getName(), settings, EmbeddedNode.arguments(call, measurement)),
            line -> {});
    process = started;
    started.awaitAccepted(START_PATIENCE);
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
    if (process != null) {
      process.close();
    }
  }

  private JobProcess running() {
    return Objects.requireNonNull(process, "not started");
  }
}
