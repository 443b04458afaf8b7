package io.millrace.launcher.cli;

import io.millrace.core.model.RegisteredWorker;
import io.millrace.core.model.StreamStatus;
import io.millrace.launcher.report.JobPage;
import io.millrace.launcher.report.Table;
import io.millrace.node.driver.desk.ClusterMember;
import io.millrace.node.driver.desk.ClusterStatus;
import io.millrace.node.driver.desk.JobReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace status}: who is in the cluster. */
@Command(
    name = "status",
    sortOptions = false,
    description = "Shows a cluster: its nodes, workers and receivers.",
    footer = {"", "Examples:", "  millrace status", "  millrace status --json"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin private DriverOptions options;

  @Override
  public Integer call() throws InterruptedException {
    return options.call(
        () -> {
          RemoteDriver driver = options.connect();
          Answer<ClusterStatus> cluster = driver.cluster();
          options.print(cluster, lines(driver, cluster.value()));
          return CommandFailure.Exit.OK;
        });
  }

  private static List<String> lines(RemoteDriver driver, ClusterStatus cluster) {
    List<String> lines = new ArrayList<>();
    lines.add("driver %s, Millrace %s".formatted(driver.address(), driver.version().version()));
    lines.add("");
    lines.addAll(members(cluster.members()));
    lines.add("");
    lines.addAll(workers(cluster.workers()));
    lines.add("");
    lines.addAll(receivers(cluster.receivers()));
    return lines;
  }

  private static List<String> members(List<ClusterMember> members) {
    Table table = new Table("node", "roles", "state");
    for (ClusterMember member : members) {
      table.row(
          member.address(),
          String.join(", ", member.roles()),
          member.state() + (member.reachable() ? "" : ", not reachable"));
    }
    return table.lines();
  }

  private static List<String> workers(List<RegisteredWorker> workers) {
    if (workers.isEmpty()) {
      return List.of("no worker has registered");
    }
    Table table = new Table("worker", "node", "slots", "clock, us", "within, us");
    for (RegisteredWorker worker : workers) {
      table.row(
          worker.worker(),
          worker.address(),
          worker.slots(),
          worker.clockOffsetMicros(),
          worker.clockBoundMicros());
    }
    return table.lines();
  }

  private static List<String> receivers(List<JobReceiver> receivers) {
    if (receivers.isEmpty()) {
      return List.of("no job receives");
    }
    Table table = new Table("receiver", "job", "worker", "state", "bytes", "");
    for (JobReceiver receiver : receivers) {
      StreamStatus stream = receiver.stream();
      table.row(
          stream.label(),
          receiver.name(),
          stream.worker(),
          JobPage.word(stream.state()),
          stream.position(),
          stream.detail());
    }
    return table.lines();
  }
}
