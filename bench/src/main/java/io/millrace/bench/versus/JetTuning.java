package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import java.util.List;
import java.util.Map;

/** Jet has no batches, and nothing to search for: its job is written as is best for it. */
public final class JetTuning implements Tuning {
  @Override
  public PeerSetup tune(RunPlan plan, PeerRuns peer, Screen screen) {
    return new PeerSetup(plan, Map.of(), JsonNodeFactory.instance.objectNode(), List.of());
  }
}
