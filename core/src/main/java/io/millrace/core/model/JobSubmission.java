package io.millrace.core.model;

import java.util.List;

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
 */
public record JobSubmission(
    String name,
    List<TaskBinary> binaries,
    List<Integer> shuffledStages,
    byte[] source,
    List<String> splits,
    byte[] sink,
    Measurement measurement) {
  public JobSubmission {
    binaries = List.copyOf(binaries);
    shuffledStages = List.copyOf(shuffledStages);
    splits = List.copyOf(splits);
  }
}
