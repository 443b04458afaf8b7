package io.millrace.bench;

import io.millrace.bench.run.RunOrder;
import io.millrace.bench.versus.Peer;
import io.millrace.bench.versus.PeerBuild;
import io.millrace.bench.versus.Tuning;
import io.millrace.bench.versus.Versus;
import io.millrace.launcher.Installation;
import io.millrace.launcher.Main;
import io.millrace.launcher.job.LatencyJob;
import io.millrace.launcher.run.BlockOptions;
import io.millrace.launcher.run.JobCall;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.WorkloadOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every comparison. Those of batches, blocks and nodes are Millrace's. */
final class VersusOptions {
  /** A connection is told from others by one base-36 digit. */
  private static final int MOST_RECEIVERS = 36;

  @Mixin private final WorkloadOptions workload = new WorkloadOptions();

  @Mixin private final BlockOptions blocks = new BlockOptions();

  @Mixin private final EngineOptions engine = new EngineOptions();

  @Option(
      names = "--peers",
      paramLabel = "FOLDER",
      description = "where the peers' sources lie (default: bench/peers of the source tree)")
  private @Nullable Path peers;

  /**
   * The comparison that they ask for.
   *
   * @throws IllegalArgumentException with a sentence that names the option at fault
   */
  Versus versus(Peer peer, Tuning tuning, RunOptions runs) {
    RunPlan plan = workload.plan(runs.warmUp(), runs.measured(), blocks, engine.workers());
    if (!plan.usesOwnGenerator()) {
      throw new IllegalArgumentException(
          "--source can't be given: a comparison feeds both sides from one generator");
    }
    if (plan.receivers() > MOST_RECEIVERS) {
      throw new IllegalArgumentException(
          "--receivers is %d; in a comparison it must lie in 1..%d"
              .formatted(plan.receivers(), MOST_RECEIVERS));
    }
    RunOrder order =
        new RunOrder(
            runs.runs(),
            plan,
            engine.settings(),
            sources ->
                new JobCall(LatencyJob.class, LatencyJob.arguments(sources, plan.recordBytes())),
            Main.class.getName());
    return new Versus(order, new PeerBuild(folder(), peer), tuning);
  }

  private Path folder() {
    if (peers != null) {
      return peers;
    }
    Path sources = Installation.here().sources();
    if (sources == null) {
      throw new IllegalArgumentException(
          "--peers is missing: only bin/millrace of the source tree knows where the peers lie");
    }
    return sources.resolve("bench").resolve("peers");
  }
}
