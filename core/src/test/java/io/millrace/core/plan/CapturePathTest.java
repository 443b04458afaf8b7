package io.millrace.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.FilterFunction;
import io.millrace.dsl.MapFunction;
import io.millrace.dsl.Operator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapturePathTest {
  private static final String HERE = CapturePathTest.class.getName();

  @Test
  void names_the_field_of_the_class_whose_this_a_lambda_captures() {
    assertThat(CapturePath.in(new Job().upperCase()))
        .isEqualTo("this of " + HERE + "$Job, field client");
  }

  @Test
  void names_the_type_of_a_local_variable_and_the_way_from_there() {
    Thread worker = new Thread();
    MapFunction<String, String> direct = text -> text + worker.getName();
    Holder holder = new Holder(List.of("fine", new Client()));
    MapFunction<String, String> within = text -> text + holder;

    assertThat(CapturePath.in(direct)).isEqualTo("a local variable of type java.lang.Thread");
    assertThat(CapturePath.in(within))
        .isEqualTo(
            "a local variable of type "
                + HERE
                + "$Holder, field parts, an element of type "
                + HERE
                + "$Client");
  }

  @Test
  void goes_through_lambdas_in_operators_and_through_maps_and_cycles() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    cycle.add(Map.of("key", new Client[] {new Client()}));
    FilterFunction<Object> predicate = record -> cycle.contains(record);

    assertThat(CapturePath.in(new Operator.Filter("filter-1", predicate)))
        .startsWith("field predicate, a local variable of type java.util.ArrayList, an element")
        .endsWith("an element of type " + HERE + "$Client");
  }

  @Test
  void follows_neither_what_is_transient_nor_what_can_be_serialized() {
    int count = 3;
    Quiet quiet = new Quiet();
    MapFunction<String, String> function = text -> text + count + quiet;

    assertThat(CapturePath.in(function)).isEmpty();
  }

  private static final class Client {}

  private record Holder(List<Object> parts) implements Serializable {}

  private static final class Quiet implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Client SHARED = new Client();

    private final transient Client client = SHARED;

    @Override
    public String toString() {
      return client.toString();
    }
  }

  private static final class Job implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the mistake
    private final Client client = new Client();

    MapFunction<String, String> upperCase() {
      return text -> text + client;
    }
  }
}
