package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.figures.Ratios;
import io.millrace.bench.run.MeasuredRuns;
import io.millrace.bench.yardstick.YardstickJson;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.report.Verdict;
import java.util.List;

/**
 * Runs of Millrace and of a peer, which were made in turns.
 *
 * @param conditions of both, for programs
 * @param setup of the peer, for programs
 * @param tuning how the setup was come by, for a person
 */
public record Comparison(
    Peer peer,
    ObjectNode conditions,
    ObjectNode setup,
    List<String> tuning,
    MeasuredRuns ours,
    List<YardstickRun> theirs) {
  private static final List<String> SUMS = List.of("lost", "duplicated");

  public Comparison {
    tuning = List.copyOf(tuning);
    theirs = List.copyOf(theirs);
  }

  /** Conditions, both sides' medians with each run, and what Millrace's are of the peer's. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("bench", "versus").put("against", peer.word());
    json.setAll(conditions);
    ObjectNode mine = ours.json();
    ObjectNode its = setup.deepCopy();
    its.setAll(YardstickJson.of(theirs));
    json.set("ours", mine);
    json.set("peer", its);
    json.set("ratioToPeer", Ratios.of(mine, its));
    json.put("stable", mine.path("stable").booleanValue() && its.path("stable").booleanValue());
    SUMS.forEach(sum -> json.put(sum, mine.path(sum).longValue() + its.path(sum).longValue()));
    return json;
  }

  /** Whether every run of either side was as it has to be. */
  public Verdict verdict() {
    Verdict verdict = ours.verdict();
    if (!verdict.ok()) {
      return verdict;
    }
    for (int i = 0; i < theirs.size(); i++) {
      String objection = theirs.get(i).objection();
      if (objection != null) {
        return new Verdict(false, "%s, run %d: %s".formatted(peer.word(), i + 1, objection));
      }
    }
    return new Verdict(
        true, "%d run(s) of each, all stable, none lost, none duplicated".formatted(theirs.size()));
  }
}
