package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  @Test
  void an_argument_is_found_by_its_name() {
    StreamContext context = given("in=a=b", "inner=c", "empty=");
    assertThat(context.argument("in")).isEqualTo("a=b");
    assertThat(context.argument("inner", "d")).isEqualTo("c");
    assertThat(context.argument("empty")).isEmpty();
    assertThat(context.argument("out", "d")).isEqualTo("d");
  }

  @Test
  void a_missing_argument_is_named_beside_those_that_were_given() {
    refused(() -> given("ni=x", "y").argument("in"))
        .hasMessage("job Words needs the argument in=..; it was given ni=x, y");
    refused(() -> given().argument("in"))
        .hasMessage("job Words needs the argument in=..; it was given none");
  }

  @Test
  void an_argument_that_is_given_twice_is_refused() {
    refused(() -> given("in=x", "in=y").argument("in"))
        .hasMessage("job Words was given the argument in twice: x and y");
    refused(() -> given("in=x", "in=y").argument("in", "z")).hasMessageContaining("twice");
  }

  @Test
  void an_argument_that_nobody_asked_for_is_refused_once_the_job_is_described() {
    refused(() -> planOf(given("in=x", "uot=y")))
        .hasMessage("job Words was given the argument uot=y; it takes in=.., out=..");
    refused(() -> planOf(given("in=x", "y"))).hasMessageContaining("the argument y; it takes");
    refused(() -> given("in=x").plan())
        .hasMessage("job Words was given the argument in=x; it takes none");
  }

  @Test
  void a_job_that_reads_all_its_arguments_may_be_given_any() {
    StreamContext context = given("x", "y=z");
    assertThat(context.arguments()).containsExactly("x", "y=z");
    assertThatCode(() -> planOf(given("in=x"))).doesNotThrowAnyException();
    context.source(Sources.socket("h", 1), Decoders.lines()).to(Sinks.console());
    assertThatCode(context::plan).doesNotThrowAnyException();
  }

  private static StreamContext given(String... arguments) {
    return new StreamContext("Words", List.of(arguments));
  }

  /** Of a job that has to be given {@code in} and may be given {@code out}. */
  private static LogicalPlan planOf(StreamContext context) {
    context
        .source(Sources.sockets(List.of(context.argument("in") + ":1")), Decoders.lines())
        .to(Sinks.file(context.argument("out", "here")));
    return context.plan();
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(JobDefinitionException.class);
  }
}
