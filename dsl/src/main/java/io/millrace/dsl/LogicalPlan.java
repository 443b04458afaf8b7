package io.millrace.dsl;

import java.util.List;

/**
 * The pipeline a job described: what {@link StreamContext#plan} yields and the plan compiler reads.
 *
 * @param operators in the order records meet them
 */
public record LogicalPlan(
    String job, Source source, Decoder<?> decoder, List<Operator> operators, Sink<?> sink) {
  public LogicalPlan {
    operators = List.copyOf(operators);
  }
}
