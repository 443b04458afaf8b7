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

  /** Takes arguments. */
  public static class Named implements StreamJob {
    private final String name;

    public Named(String[] arguments) {
      if (arguments.length != 1) {
        throw new JobDefinitionException("one name, please");
      }
      name = arguments[0];
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void define(StreamContext context) {}
  }

  /** Can't be made from outside. */
  public static class Hidden extends Words {
    private Hidden() {}
  }

  @Test
  void a_job_becomes_what_the_driver_takes() {
    Measurement measurement = new Measurement(1, 2);
    JobSubmission submission = JobCode.submission(new Words(), 7, measurement);
    assertThat(submission.name()).isEqualTo("Words");
    assertThat(submission.binaries()).hasSize(2);
    assertThat(submission.shuffledStages()).containsExactly(7);
    assertThat(submission.splits()).containsExactly("a:1", "b:2");
    assertThat(submission.measurement()).isEqualTo(measurement);
  }

  @Test
  void a_job_is_made_from_its_name_with_or_without_arguments() {
    assertThat(load(Words.class.getName())).isInstanceOf(Words.class);
    assertThat(load(Named.class.getName(), "x").name()).isEqualTo("x");
  }

  @Test
  void what_can_not_be_made_is_refused_in_a_sentence() {
    refused("no.such.Job").hasMessage("job class no.such.Job is not on the class path");
    refused("java.lang.String").hasMessage("class java.lang.String is no StreamJob");
    refused(Named.class.getName()).hasMessageEndingWith("can't be made: one name, please");
    refused(Hidden.class.getName()).hasMessageContaining("has no public constructor");
  }

  private static AbstractThrowableAssert<?, ?> refused(String name) {
    return assertThatThrownBy(() -> load(name)).isInstanceOf(JobDefinitionException.class);
  }

  private static StreamJob load(String name, String... arguments) {
    return JobCode.load(name, List.of(arguments), JobCodeTest.class.getClassLoader());
  }
}
