package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.versus.Comparison;
import io.millrace.bench.versus.JetTuning;
import io.millrace.bench.versus.Peer;
import io.millrace.bench.versus.Versus;
import io.millrace.bench.versus.VersusReport;
import io.millrace.launcher.run.Screen;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace bench versus jet}: a record at a time, without batches. */
@Command(
    name = "jet",
    sortOptions = false,
    description =
        "Hazelcast Jet, record at a time, with a source of its own that hands on what it reads.",
    footer = {
      "",
      "Batches, blocks and nodes are Millrace's; Jet has one process and no batches.",
      "",
      "Example:",
      "  millrace bench versus jet --rate-mb 30 --receivers 2 --batch 0.5ms --json jet.json"
    })
final class VersusJetCommand extends Benchmark {
  /** Jet takes longer to warm up than Millrace does. */
  private static final int WARM_UP_SECONDS = 25;

  @Mixin private final VersusOptions options = new VersusOptions();

  VersusJetCommand() {
    super(WARM_UP_SECONDS);
  }

  @Override
  Prepared prepare() {
    Versus versus = options.versus(Peer.JET, new JetTuning(), runs);
    return screen -> run(versus, screen);
  }

  /** Runs a comparison. */
  static Outcome run(Versus versus, Screen screen) throws IOException, InterruptedException {
    Comparison comparison = versus.run(screen);
    ObjectNode json = comparison.json();
    return new Outcome(VersusReport.of(comparison, json), json, comparison.verdict());
  }
}
