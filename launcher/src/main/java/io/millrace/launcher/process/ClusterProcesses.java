package io.millrace.launcher.process;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobStatus;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.worker.WorkerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A cluster on this machine that runs one job: a driver node and worker nodes, each in a process of
 * its own, all on free ports of the loopback interface. Closing it, or the end of this process in
 * whatever way, ends them all.
 */
public final class ClusterProcesses implements AutoCloseable {
  /** Several JVMs that start together on few cores take their time. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private static final String READY_DRIVER = "ready driver ";
  private static final String READY_WORKER = "ready worker ";

  private final Map<String, String> settings;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final List<ChildProcess> workers = new ArrayList<>();
  private final JobProcess driver;

  private ClusterProcesses(Map<String, String> settings, int workers, List<String> job) {
    this.settings = new LinkedHashMap<>(settings);
    this.settings.put("millrace.driver.workers", Integer.toString(workers));
    this.settings.put("millrace.http.enabled", "off"); // it is asked over its standard streams
    List<String> arguments = new ArrayList<>(List.of("--stop-on-eof"));
    arguments.addAll(job);
    this.driver =
        JobProcess.start(
            "the driver",
            command(DriverNode.class, arguments),
            line -> complete(address, READY_DRIVER, line));
  }

  /**
   * Starts a cluster and returns when its workers have joined and the driver has accepted the job.
   *
   * @param settings by key, for all nodes
   * @param job the class, a {@code StreamJob}
   * @param jobArguments of the job
   * @param warmUp left out of what is measured
   * @param measured how long is measured
   * @throws ProcessFailure when a node does not start, with what it said
   */
  public static ClusterProcesses start(
      Map<String, String> settings,
      int workers,
      String job,
      List<String> jobArguments,
      Duration warmUp,
      Duration measured) {
    List<String> arguments = new ArrayList<>(List.of("--job", job));
    jobArguments.forEach(argument -> arguments.addAll(List.of("--job-arg", argument)));
    arguments.addAll(List.of("--warmup", Long.toString(warmUp.toSeconds())));
    arguments.addAll(List.of("--seconds", Long.toString(measured.toSeconds())));
    ClusterProcesses cluster = new ClusterProcesses(settings, workers, arguments);
    try {
      cluster.startWorkers(workers);
      return cluster;
    } catch (ProcessFailure e) {
      cluster.close();
      throw e;
    }
  }

  private void startWorkers(int number) {
    String seed = driver.await(address, START_PATIENCE, "address to join it at");
    List<CompletableFuture<String>> joined = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      joined.add(startWorker("worker " + i, seed));
    }
    for (int i = 0; i < number; i++) {
      workers.get(i).await(joined.get(i), START_PATIENCE, "sign that it has joined");
    }
    driver.awaitAccepted(START_PATIENCE);
  }

  private CompletableFuture<String> startWorker(String name, String seed) {
    CompletableFuture<String> joined = new CompletableFuture<>();
    List<String> arguments = List.of("--stop-on-eof", "--driver", seed);
    workers.add(
        ChildProcess.start(
            name,
            command(WorkerNode.class, arguments),
            line -> complete(joined, READY_WORKER, line)));
    return joined;
  }

  private List<String> command(Class<?> main, List<String> arguments) {
    return JavaCommand.node(main.getName(), settings, arguments);
  }

  private static void complete(CompletableFuture<String> future, String prefix, String line) {
    if (line.startsWith(prefix)) {
      future.complete(line.substring(prefix.length()));
    }
  }

  /**
   * The job's last known status.
   *
   * @throws ProcessFailure when the driver has ended by itself
   */
  public JobStatus status() {
    return driver.status();
  }

  /** Ends the job's streams; does not wait for the end. */
  public void drain(DrainMode mode) {
    driver.drain(mode);
  }

  /**
   * Ends a worker without any warning, as a power cut would.
   *
   * @param worker counted from 0
   */
  public void kill(int worker) {
    workers.get(worker).kill();
  }

  /** Ends all, workers first so that none misses its driver. */
  @Override
  public void close() {
    workers.forEach(ChildProcess::endInput);
    workers.forEach(ChildProcess::close);
    driver.close();
  }
}
