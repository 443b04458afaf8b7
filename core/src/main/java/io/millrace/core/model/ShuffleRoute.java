package io.millrace.core.model;

import java.util.List;

/**
 * Where what a stage writes into a shuffle goes.
 *
 * @param output which of the stage's outputs it is
 * @param owners who takes which partition
 */
public record ShuffleRoute(int output, int shuffle, List<WorkerId> owners) {
  public ShuffleRoute {
    owners = List.copyOf(owners);
  }
}
