package io.millrace.testkit.simulation;

/** Lanes stay within their windows, pinned blocks stay, and at the end nothing is kept in vain. */
final class WorkersKeepTheirWord implements Invariant {
  @Override
  public void afterEvent(World world) {
    for (SimulatedWorker worker : world.workers()) {
      for (LaneEnd lane : worker.lanes()) {
        require(lane.windowsHold(), "a lane of %s is over its window", worker.id());
        require(lane.countsWhatItHandsOn(), "a lane of %s acknowledges wrongly", worker.id());
      }
      require(worker.blocks().holdsWhatIsPinned(), "a pinned block is gone from %s", worker.id());
    }
  }

  @Override
  public void atEnd(World world) {
    for (SimulatedWorker worker : world.workers()) {
      if (!worker.isDead()) {
        var kept = worker.blocks().belowFloor();
        require(kept.isEmpty(), "%s keeps %s below their floors", worker.id(), kept);
        require(worker.shuffled().isEmpty(), "%s keeps map outputs", worker.id());
      }
    }
  }
}
