package io.millrace.node.driver.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class JobCodeTest {
  /** Takes no arguments; two stages. */
  public static class Words implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.sockets(List.of("a:1", "b:2")), Decoders.lines())
          .keyBy(line -> line)
          .count()
          .to(Sinks.console());
    }
  }

  /** Takes an argument. */
  public static class Copy implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.sockets(List.of(context.argument("in"))), Decoders.lines())
          .to(Sinks.console());
    }
  }

  /** Is not ready to be made. */
  public static class Unready extends Words {
    public Unready() {
      throw new IllegalStateException("come back later");
    }
  }

  /** Can't be made from outside. */
  public static class Hidden extends Words {
    private Hidden() {}
  }

  /** Not to be seen from outside. */
  static class Unseen extends Words {}

  /** Can't be initialized. */
  public static class BadStart extends Words {
    static final Object LIGHT = fail("no light");

    private static Object fail(String why) {
      throw new IllegalStateException(why);
    }
  }

  /** Makes a mistake of its own while it describes itself. */
  public static class Breaks extends Words {
    @Override
    public void define(StreamContext context) {
      throw new ArrayIndexOutOfBoundsException("7 of 3");
    }
  }

  @Test
  void a_job_that_throws_while_it_describes_itself_is_told_where() {
    assertThatThrownBy(() -> JobCode.submission(new Breaks(), List.of(), 1, Measurement.ALWAYS))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageMatching(
            "job Breaks can't be defined: ArrayIndexOutOfBoundsException: 7 of 3"
                + " \\(JobCodeTest.java:\\d+\\)");
  }

  @Test
  void a_job_becomes_what_the_driver_takes() {
    Measurement measurement = new Measurement(1, 2);
    JobSubmission submission = JobCode.submission(new Words(), List.of(), 7, measurement);
    assertThat(submission.name()).isEqualTo("Words");
    assertThat(submission.graph().binaries()).hasSize(2);
    assertThat(submission.graph().shuffles()).containsExactly(7);
    assertThat(submission.graph().labels()).containsExactly("a:1", "b:2");
    assertThat(submission.measurement()).isEqualTo(measurement);
  }

  @Test
  void a_job_is_given_its_arguments_when_it_describes_itself() {
    List<String> arguments = List.of("in=c:3");
    JobSubmission submission =
        JobCode.submission(load(Copy.class.getName()), arguments, 1, Measurement.ALWAYS);
    assertThat(submission.graph().labels()).containsExactly("c:3");
    assertThatThrownBy(() -> JobCode.submission(new Copy(), List.of(), 1, Measurement.ALWAYS))
        .hasMessage("job Copy needs the argument in=..; it was given none");
  }

  @Test
  void what_can_not_be_made_is_refused_in_a_sentence() {
    refused("no.such.Job").hasMessage("there is no class no.such.Job on the class path");
    refused("java.lang.String")
        .hasMessage(
            "class java.lang.String is no StreamJob: it must implement io.millrace.dsl.StreamJob");
    refused(StreamJob.class.getName()).hasMessageEndingWith("must be public, and not abstract");
    refused(Unseen.class.getName()).hasMessageEndingWith("must be public, and not abstract");
    refused(BadStart.class.getName())
        .hasMessageMatching(
            "job class .*BadStart can't be loaded: IllegalStateException: no light"
                + " \\(JobCodeTest.java:\\d+\\); is what it needs in its jar\\?");
    refused(Unready.class.getName())
        .hasMessageContaining("can't be made: ")
        .hasMessageContaining("come back later");
    refused(Hidden.class.getName()).hasMessageContaining("has no public constructor");
  }

  private static AbstractThrowableAssert<?, ?> refused(String name) {
    return assertThatThrownBy(() -> load(name)).isInstanceOf(JobDefinitionException.class);
  }

  private static StreamJob load(String name) {
    return JobCode.load(name, JobCodeTest.class.getClassLoader());
  }
}
