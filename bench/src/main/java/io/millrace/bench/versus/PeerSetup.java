package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.launcher.run.RunPlan;
import java.util.List;
import java.util.Map;

/**
 * How a peer is run.
 *
 * @param plan Millrace's, with what the peer has instead
 * @param settings of this peer, by name
 * @param json the same for programs
 * @param lines how it was come by, for a person
 */
record PeerSetup(RunPlan plan, Map<String, String> settings, ObjectNode json, List<String> lines) {
  PeerSetup {
    settings = Map.copyOf(settings);
    lines = List.copyOf(lines);
  }
}
