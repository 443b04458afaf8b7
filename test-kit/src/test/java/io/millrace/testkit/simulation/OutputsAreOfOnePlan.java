package io.millrace.testkit.simulation;

import java.util.Set;
import java.util.stream.Collectors;

/** What becomes visible together was made under one version of the assignment. */
final class OutputsAreOfOnePlan implements Invariant {
  @Override
  public void visible(DurableSink.Publication published) {
    Set<Long> versions =
        published.outputs().stream()
            .map(output -> Records.numbers(output).get(0))
            .collect(Collectors.toSet());
    require(
        versions.size() == 1,
        "%s in partition %d is made of plans %s",
        published.batch(),
        published.partition(),
        versions);
  }
}
