package io.millrace.core.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as it travels to the driver: compiled, with nothing of the user class by reference.
 *
 * @param binaries one a stage, in order
 * @param shuffledStages for each stage but the last how many partitions its shuffle has; one entry
 *     fewer than binaries
 * @param source the serialized source with its framing
 * @param splits labels of the splits, one stream each
 * @param sink the serialized sink
 * @param measurement what the ledger calls warm-up and halves
 * @param code the jar that the job's classes are in, or null if they are on each node's class path
 * @param settings of this job alone, by key
 */
public record JobSubmission(
    String name,
    List<TaskBinary> binaries,
    List<Integer> shuffledStages,
    byte[] source,
    List<String> splits,
    byte[] sink,
    Measurement measurement,
    @Nullable CodeRef code,
    Map<String, String> settings) {
  public JobSubmission {
    binaries = List.copyOf(binaries);
    shuffledStages = List.copyOf(shuffledStages);
    splits = List.copyOf(splits);
    settings = Map.copyOf(settings);
  }

  /** The same job as somebody wants it run: under this name, from this jar, with these settings. */
  public JobSubmission as(
      String ownName, @Nullable CodeRef ownCode, Map<String, String> ownSettings) {
    return new JobSubmission(
        ownName, binaries, shuffledStages, source, splits, sink, measurement, ownCode, ownSettings);
  }
}
