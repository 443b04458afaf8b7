package io.millrace.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.StreamContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyJobTest {
  @Test
  void its_arguments_make_the_same_job_in_another_process() {
    LatencyJob job = new LatencyJob(List.of("a:1", "b:2"), 25);
    LatencyJob copy = new LatencyJob(job.arguments().toArray(String[]::new));
    assertThat(plan(copy)).isEqualTo(plan(job));
    assertThat(plan(copy).nodes().get(0))
        .isInstanceOfSatisfying(
            LogicalPlan.Input.class,
            input -> assertThat(input.source().splits()).containsExactly("a:1", "b:2"));
  }

  @Test
  void refuses_an_argument_it_does_not_know() {
    assertThatThrownBy(() -> new LatencyJob(new String[] {"sauce=a:1"}))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("argument sauce=a:1 is neither source=host:port nor record-bytes=N");
    assertThatThrownBy(() -> new LatencyJob(new String[] {"record-bytes=many"}))
        .isInstanceOf(JobDefinitionException.class);
  }

  private static LogicalPlan plan(LatencyJob job) {
    StreamContext context = new StreamContext(job.name());
    job.define(context);
    return context.plan();
  }
}
