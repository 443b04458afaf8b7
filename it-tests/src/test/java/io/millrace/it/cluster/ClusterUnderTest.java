package io.millrace.it.cluster;

import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.dsl.StreamJob;
import io.millrace.it.process.Program;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.driver.JobEvent;
import io.millrace.node.worker.WorkerNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A driver that runs one job, and workers, each in a process of its own. Ends them all after the
 * test; when it has failed, shows what they printed, and of the statuses the last.
 *
 * <p>Waiting has no deadline of its own: the test's interrupts it, and the message says what it
 * waited for.
 */
final class ClusterUnderTest implements AfterEachCallback {
  /** For JVMs that live for seconds. */
  private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String READY_DRIVER = "ready driver ";

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<List<String>> workerFlags = new ArrayList<>();
  private final List<Program> nodes = new ArrayList<>();
  private final Object news = new Object();
  private @Nullable String address;
  private @Nullable JobStatus status;

  ClusterUnderTest() {
    set("millrace.http.port", 0);
    set("millrace.batch.interval", "20ms");
    set("millrace.receiver.reconnect-min", "20ms");
    set("millrace.receiver.reconnect-max", "200ms");
  }

  /** A setting of all nodes. */
  ClusterUnderTest set(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  /**
   * One more worker.
   *
   * @param flags of its JVM alone
   */
  ClusterUnderTest worker(String... flags) {
    workerFlags.add(List.of(flags));
    return this;
  }

  /** Starts the processes; returns when the job runs on all workers. */
  void run(Class<? extends StreamJob> job, Object... jobArguments) throws InterruptedException {
    set("millrace.driver.workers", workerFlags.size());
    List<String> arguments = new ArrayList<>(List.of("--stop-on-eof", "--job", job.getName()));
    for (Object argument : jobArguments) {
      arguments.addAll(List.of("--job-arg", argument.toString()));
    }
    start(DriverNode.class, List.of(), arguments);
    String seed = awaitAddress();
    for (List<String> flags : workerFlags) {
      start(WorkerNode.class, flags, List.of("--stop-on-eof", "--driver", seed));
    }
  }

  private void start(Class<?> main, List<String> more, List<String> arguments) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(more);
    settings.forEach((key, value) -> flags.add("-D" + key + "=" + value));
    nodes.add(Program.start(main, flags, arguments, this::hear));
  }

  private void hear(String line) {
    synchronized (news) {
      if (line.startsWith(READY_DRIVER)) {
        address = line.substring(READY_DRIVER.length());
      }
      JobEvent.parse(line).ifPresent(event -> status = event.status());
      news.notifyAll();
    }
  }

  private String awaitAddress() throws InterruptedException {
    synchronized (news) {
      while (address == null) {
        requireDriver("its address");
        news.wait(100);
      }
      return address;
    }
  }

  /** A worker's process, counted from 0 in the order of {@link #worker}. */
  Program process(int worker) {
    return nodes.get(1 + worker);
  }

  /**
   * Waits for a status.
   *
   * @param what names it in the message when it does not come
   */
  JobStatus await(String what, Predicate<JobStatus> wanted) throws InterruptedException {
    synchronized (news) {
      JobStatus last = status;
      while (last == null || !wanted.test(last)) {
        if (last != null && isOver(last)) {
          throw new AssertionError("the job is over without " + what + ": " + last);
        }
        requireDriver(what);
        try {
          news.wait(100);
        } catch (InterruptedException e) {
          throw new AssertionError("waited too long for " + what + ", last status " + last, e);
        }
        last = status;
      }
      return last;
    }
  }

  /** Waits for the job's end after its sources have ended; it must not fail. */
  JobStatus drain() throws InterruptedException {
    nodes.get(0).tell("drain");
    return await("its end", last -> last.state() == JobState.ENDED);
  }

  private static boolean isOver(JobStatus status) {
    return switch (status.state()) {
      case PREPARING, RUNNING, DRAINING -> false;
      case ENDED, FAILED -> true;
    };
  }

  private void requireDriver(String what) {
    if (!nodes.get(0).isAlive()) {
      throw new AssertionError("the driver ended before it said " + what);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    Thread.interrupted(); // the test's deadline may have left it
    for (Program node : nodes) {
      node.kill();
      node.awaitEnd();
    }
    if (context.getExecutionException().isPresent()) {
      nodes.forEach(node -> System.err.println(node.dump()));
      System.err.println("---- last status\n" + status);
    }
  }
}
