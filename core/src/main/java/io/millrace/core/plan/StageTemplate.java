package io.millrace.core.plan;

import io.millrace.dsl.Decoder;
import io.millrace.dsl.Operator;
import io.millrace.dsl.Sink;
import java.io.Serializable;
import java.util.List;

/**
 * What every task of a stage does, and nothing else: no batch, partition count, worker, epoch,
 * count or time, so that its bytes are the same for the life of the job and after a restart.
 *
 * @param operators those between input and output, in order; none is a shuffle boundary
 */
public record StageTemplate(Input input, List<Operator> operators, Output output)
    implements Serializable {
  public StageTemplate {
    operators = List.copyOf(operators);
  }

  /** Where the records of a stage come from. */
  public sealed interface Input extends Serializable {}

  /** From blocks, by a decoder. */
  public record Decoded(Decoder<?> decoder) implements Input {}

  /**
   * From the shuffle before: the values of a key are merged.
   *
   * @param boundary the operator that the job was cut at
   */
  public record Merged(Operator.Boundary boundary) implements Input {}

  /** Where the records of a stage go. */
  public sealed interface Output extends Serializable {}

  /**
   * To the shuffle behind, combined by key first.
   *
   * @param boundary the operator that the job was cut at
   */
  public record Combined(Operator.Boundary boundary) implements Output {}

  /** To the job's sink. */
  public record Collected(Sink<?> sink) implements Output {}
}
