package io.millrace.bench.run;

import io.millrace.actors.shared.NodeProcess;
import io.millrace.config.SettingsException;
import io.millrace.core.model.Measurement;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobFailedException;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.launcher.run.JobCall;
import io.millrace.node.driver.JobEvent;
import io.millrace.node.driver.code.JobCode;
import io.millrace.node.driver.desk.DriverFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process of an embedded engine with one job: prints {@link JobEvent}s, hears {@code drain} and
 * {@code stop} on its standard input, and ends with that.
 */
public final class EmbeddedNode {
  private static final long LOOK_MILLIS = 100;

  private EmbeddedNode() {}

  /** Called by {@link EmbeddedProcess}; settings are system properties. */
  public static void main(String[] arguments) throws InterruptedException {
    NodeProcess.claim();
    System.exit(run(List.of(arguments)));
  }

  static List<String> arguments(JobCall call, Measurement measurement) {
    List<String> arguments = new ArrayList<>();
    arguments.add(call.job().getName());
    arguments.add(Long.toString(measurement.warmUpMicros()));
    arguments.add(Long.toString(measurement.measuredMicros()));
    arguments.addAll(call.arguments());
    return arguments;
  }

  private static int run(List<String> arguments) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job =
          millrace.run(
              JobCode.load(arguments.get(0), EmbeddedNode.class.getClassLoader()),
              arguments.subList(3, arguments.size()),
              new Measurement(Long.parseLong(arguments.get(1)), Long.parseLong(arguments.get(2))));
      NodeProcess.hear(System.in, line -> hear(line, job), closed::countDown);
      tell(job, closed);
      closed.await();
      return 0;
    } catch (SettingsException
        | JobDefinitionException
        | DriverFailure
        | JobFailedException failure) {
      System.err.println(failure.getMessage());
      return NodeProcess.FAILED;
    }
  }

  private static void hear(String line, JobHandle job) {
    switch (line) {
      case "drain" -> job.drain();
      case "stop" -> job.cancel();
      default -> {}
    }
  }

  private static void tell(JobHandle job, CountDownLatch closed) throws InterruptedException {
    JobEvent event;
    do {
      event = JobEvent.of(job.status());
      System.out.println(event.toLine());
    } while (!event.isLast() && !closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
  }
}
