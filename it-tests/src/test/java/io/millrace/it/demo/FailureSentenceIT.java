package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.JobStatus;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobFailedException;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import io.millrace.node.driver.DriverNode;
import io.millrace.node.driver.JobEvent;
import io.millrace.node.worker.WorkerNode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user's function that throws fails the job with the operator's name and the cause. */
@Tag("multi-jvm")
@Timeout(60)
class FailureSentenceIT {
  private static final String OPERATOR = "as-number";
  private static final String CAUSE = "java.lang.NumberFormatException: For input string: \"two\"";

  @RegisterExtension final Programs programs = new Programs();

  @Test
  void embedded_job_fails_with_operator_and_cause() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("1\ntwo\n");
        EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job = millrace.run(new FailingJob(), "in=" + source.address());
      assertThatThrownBy(job::await)
          .isInstanceOf(JobFailedException.class)
          .hasMessageContainingAll(FailingJob.class.getSimpleName(), OPERATOR, CAUSE)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void job_on_a_cluster_fails_in_one_sentence_and_shows_no_stack_trace() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("1\ntwo\n")) {
      Program driver =
          programs.start(
              DriverNode.class,
              List.of(),
              "--stop-on-eof",
              "--job",
              FailingJob.class.getName(),
              "--job-arg",
              "in=" + source.address());
      String address = driver.awaitLine("ready driver ");
      Program worker =
          programs.start(WorkerNode.class, List.of(), "--stop-on-eof", "--driver", address);
      JobStatus failed =
          driver
              .awaitOut(line -> JobEvent.parse(line).filter(FailureSentenceIT::isFailure))
              .status();
      assertThat(failed.failure()).contains(OPERATOR, CAUSE).doesNotContain("\n");
      worker.endInput();
      driver.endInput();
      assertThat(worker.awaitEnd()).isZero();
      assertThat(driver.awaitEnd()).isEqualTo(1);
      assertThat(List.of(driver, worker)).allSatisfy(FailureSentenceIT::assertNoStackTrace);
    }
  }

  private static boolean isFailure(JobEvent event) {
    return event.event() == JobEvent.Kind.FAILED;
  }

  private static void assertNoStackTrace(Program program) {
    assertThat(program.err()).noneMatch(line -> line.startsWith("\tat "));
    assertThat(program.out()).noneMatch(line -> line.startsWith("\tat "));
  }

  /** Its function does not bear what its source sends. */
  public static final class FailingJob implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.sockets(List.of(context.argument("in"))), Decoders.lines())
          .map(Integer::parseInt)
          .named(OPERATOR)
          .to(Sinks.console());
    }
  }
}
