package io.millrace.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.StreamContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyJobTest {
  @Test
  void its_arguments_say_what_it_reads() {
    assertThat(plan(LatencyJob.arguments(List.of("a:1", "b:2"), 25)).nodes().get(0))
        .isInstanceOfSatisfying(
            LogicalPlan.Input.class,
            input -> {
              assertThat(input.source().splits()).containsExactly("a:1", "b:2");
              assertThat(input.decoder()).isEqualTo(Decoders.stamped(25));
            });
  }

  private static LogicalPlan plan(List<String> arguments) {
    LatencyJob job = new LatencyJob();
    StreamContext context = new StreamContext(job.name(), arguments);
    job.define(context);
    return context.plan();
  }
}
