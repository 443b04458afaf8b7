package io.millrace.bench.versus;

import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;

/** How a peer is brought to its best. */
public interface Tuning {
  /**
   * Finds what it is to be run with; may run it.
   *
   * @throws io.millrace.launcher.process.ProcessFailure when it can't be run, or never well
   */
  PeerSetup tune(RunPlan plan, PeerRuns peer, Screen screen);
}
