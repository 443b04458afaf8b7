package io.millrace.node.driver.desk;

import java.util.List;

/**
 * A node of the cluster.
 *
 * @param address {@code host:port}
 * @param roles driver, worker or both
 * @param state of its membership, such as joining, up, leaving or down
 * @param reachable whether its heartbeats arrive
 */
public record ClusterMember(String address, List<String> roles, String state, boolean reachable) {}
