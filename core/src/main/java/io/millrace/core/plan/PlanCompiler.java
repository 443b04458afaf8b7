package io.millrace.core.plan;

import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.Operator;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Cuts a pipeline into stages at its shuffle boundaries, once a job.
 *
 * <p>A stage's id is the hash of what it does, so the same job has the same ids after a restart and
 * its binaries are found in the caches. This holds for captured values whose serialized form is the
 * same in every JVM. {@code Set.of} and {@code Map.of} are not: they iterate in an order drawn at
 * the start of each JVM; nor are a {@code HashMap} or {@code HashSet} whose keys have identity hash
 * codes, enums among them. Capture a {@code List}, a {@code TreeMap}, an {@code EnumMap} or a
 * {@code LinkedHashMap} instead. With the others a job is still right, but its ids differ from run
 * to run.
 */
public final class PlanCompiler {
  /** Grows with each change that makes an executor run a given template differently. */
  private static final int ENGINE_ABI = 1;

  private PlanCompiler() {}

  /**
   * Compiles a job.
   *
   * @param shufflePartitions partitions of each shuffle; {@code count()} of a whole batch has one
   * @param codeDigest digest of the user's classes, part of each stage's id
   * @throws JobDefinitionException naming the operator that captures what can't be serialized, and
   *     the class of it
   */
  public static CompiledPlan compile(LogicalPlan plan, int shufflePartitions, byte[] codeDigest) {
    refuseWhatCannotTravel(plan);
    List<TaskBinary> binaries = new ArrayList<>();
    List<Integer> partitions = new ArrayList<>();
    StageTemplate.Input input = new StageTemplate.Decoded(plan.decoder());
    List<Operator> operators = new ArrayList<>();
    for (Operator operator : plan.operators()) {
      if (operator instanceof Operator.Boundary boundary) {
        StageTemplate.Output output = new StageTemplate.Combined(boundary);
        binaries.add(binary(binaries.size(), input, operators, output, codeDigest));
        partitions.add(boundary instanceof Operator.Count ? 1 : shufflePartitions);
        input = new StageTemplate.Merged(boundary);
        operators.clear();
      } else {
        operators.add(operator);
      }
    }
    StageTemplate.Output sink = new StageTemplate.Collected(plan.sink());
    binaries.add(binary(binaries.size(), input, operators, sink, codeDigest));
    StreamReading reading = new StreamReading(plan.source(), plan.decoder().framing());
    return new CompiledPlan(
        binaries,
        partitions,
        Serialized.write(reading),
        Serialized.write(plan.sink()),
        plan.source().splits());
  }

  private static TaskBinary binary(
      int stage,
      StageTemplate.Input input,
      List<Operator> operators,
      StageTemplate.Output output,
      byte[] codeDigest) {
    byte[] template = Serialized.write(new StageTemplate(input, operators, output));
    return new TaskBinary(id(codeDigest, template), stage, template);
  }

  private static TaskBinaryId id(byte[] codeDigest, byte[] template) {
    MessageDigest hash = sha256();
    hash.update(ByteBuffer.allocate(8).putInt(ENGINE_ABI).putInt(codeDigest.length).flip());
    hash.update(codeDigest);
    return new TaskBinaryId(HexFormat.of().formatHex(hash.digest(template)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Each part by itself, because the error of the whole would not say where. */
  private static void refuseWhatCannotTravel(LogicalPlan plan) {
    refuse(plan.job(), "the source", plan.source());
    refuse(plan.job(), "the decoder", plan.decoder());
    for (Operator operator : plan.operators()) {
      refuse(plan.job(), "operator " + operator.name(), operator);
    }
    refuse(plan.job(), "the sink", plan.sink());
  }

  private static void refuse(String job, String part, Serializable description) {
    try {
      Serialized.write(description);
    } catch (Serialized.NotSerializableDescription e) {
      String path = CapturePath.in(description);
      throw new JobDefinitionException(
          "job %s: %s captures %s, which can't be serialized%s; copy what it needs of it to a local"
                  .formatted(job, part, e.getMessage(), path.isEmpty() ? "" : " (" + path + ")")
              + " variable, or make the class Serializable");
    }
  }
}
