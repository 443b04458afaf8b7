package io.millrace.it.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.DrainMode;
import io.millrace.core.model.JobId;
import io.millrace.core.model.JobState;
import io.millrace.core.model.JobStatus;
import io.millrace.testkit.OpenFiles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that is over leaves no class behind, on the driver or on a worker, however it ended. */
@Timeout(300)
class UnloadingIT {
  private static final int JOBS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<String, String> OFTEN =
      Map.of("millrace.batch.interval", "10ms", "millrace.shuffle.partitions", "2");

  @TempDir private Path folder;

  @Test
  void fifty_jobs_leave_no_class_loader_behind() throws Exception {
    int ofOthers = Loaders.alive();
    try (OneProcess nodes = new OneProcess(folder, "")) {
      String jar = nodes.store(UserJobs.totals().writeTo(folder.resolve("totals.jar")));
      for (int number = 0; number < JOBS; number++) {
        runAndEnd(nodes, jar, number);
      }
      assertThat(Loaders.alive()).isEqualTo(ofOthers + JOBS * (1 + OneProcess.WORKERS));
      assertNoLoaderStays();
      assertThat(OpenFiles.now()).noneMatch(file -> file.endsWith(jar + ".jar"));
    }
  }

  private static void assertNoLoaderStays() throws Exception {
    takeThePlaceOfTheLastRecord();
    assertThat(Loaders.awaitNone(PATIENCE)).as("%d loaders stay", Loaders.alive()).isTrue();
  }

  private record Part(String text) {}

  private record Whole(Part part) {}

  /**
   * JDK 17 itself holds on to one class: the type of the last component for which it linked the
   * equals method of a record ({@code MethodHandle.asTypeCache}), and as much for hashCode. Here it
   * is one of the test's, linked as a first call does it.
   */
  private static void takeThePlaceOfTheLastRecord() throws Exception {
    MethodHandle part = MethodHandles.lookup().findGetter(Whole.class, "part", Part.class);
    link("equals", MethodType.methodType(boolean.class, Whole.class, Object.class), part);
    link("hashCode", MethodType.methodType(int.class, Whole.class), part);
  }

  private static void link(String method, MethodType type, MethodHandle part) {
    try {
      ObjectMethods.bootstrap(MethodHandles.lookup(), method, type, Whole.class, "part", part);
    } catch (Throwable e) { // what it is declared to throw
      throw new AssertionError(e);
    }
  }

  /** Most are cancelled in the middle of their work; of ten, one fails and one is cut short. */
  private void runAndEnd(OneProcess nodes, String jar, int number) throws Exception {
    String how = number % 10 == 3 ? "fails" : "runs";
    String file = folder.resolve("out-" + number).toString();
    JobId job = nodes.submit("com.acme.Totals", jar, "totals", OFTEN, how, file);
    if (how.equals("runs")) {
      await(nodes, job, status -> status.records() > 0);
      nodes.driver.drain(job, DrainMode.NOW);
    }
    if (number % 10 == 7) {
      nodes.driver.drain(job, DrainMode.NOW);
    }
    JobStatus last = await(nodes, job, status -> isOver(status.state()));
    if (how.equals("fails")) {
      assertThat(last.failure()).contains("parse").contains("no more");
    }
  }

  @Test
  void a_sink_that_hangs_is_interrupted_and_let_go_of() throws Exception {
    try (OneProcess nodes = new OneProcess(folder, "")) {
      String jar = nodes.store(UserJobs.totals().writeTo(folder.resolve("totals.jar")));
      String file = folder.resolve("out").toString();
      JobId job = nodes.submit("com.acme.Totals", jar, "totals", OFTEN, "hangs", file);
      await(nodes, job, status -> status.backlogBytes() > 100);
      nodes.driver.drain(job, DrainMode.NOW);
      assertThat(nodes.driver.status(job).state()).isEqualTo(JobState.DRAINING);
      nodes.driver.drain(job, DrainMode.NOW);
      JobStatus last = await(nodes, job, status -> isOver(status.state()));
      assertThat(last.failure()).startsWith("it was cancelled again before everything");
      assertNoLoaderStays();
    }
  }

  private static boolean isOver(JobState state) {
    return List.of(JobState.ENDED, JobState.FAILED).contains(state);
  }

  private static JobStatus await(OneProcess nodes, JobId job, Predicate<JobStatus> wanted) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> nodes.driver.status(job), wanted::test);
  }
}
