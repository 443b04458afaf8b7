package io.millrace.node.driver;

import akka.actor.Address;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import io.millrace.node.driver.desk.ClusterMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who is in the cluster, as this node sees it. */
final class ClusterMembers {
  /** Akka gives each node one of these besides its own. */
  private static final String DATA_CENTRE = "dc-";

  private final Cluster cluster;

  ClusterMembers(Cluster cluster) {
    this.cluster = cluster;
  }

  List<ClusterMember> now() {
    CurrentClusterState state = cluster.state();
    List<ClusterMember> members = new ArrayList<>();
    for (Member member : state.getMembers()) {
      members.add(
          new ClusterMember(
              place(member.address()),
              roles(member),
              member.status().toString().toLowerCase(Locale.ROOT),
              !state.getUnreachable().contains(member)));
    }
    return members;
  }

  private static String place(Address address) {
    return address.host().get() + ":" + address.port().get();
  }

  private static List<String> roles(Member member) {
    return member.getRoles().stream()
        .filter(role -> !role.startsWith(DATA_CENTRE))
        .sorted()
        .toList();
  }
}
