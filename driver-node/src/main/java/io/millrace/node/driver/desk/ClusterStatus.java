package io.millrace.node.driver.desk;

import io.millrace.core.model.RegisteredWorker;
import java.util.List;

/**
 * The cluster as its driver sees it.
 *
 * @param members the nodes, whether a worker of theirs has registered or not
 * @param workers those that have registered
 * @param receivers the streams of all jobs that are not over
 */
public record ClusterStatus(
    List<ClusterMember> members, List<RegisteredWorker> workers, List<JobReceiver> receivers) {}
