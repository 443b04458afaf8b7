package io.millrace.core.model;

/**
 * A sink of a job.
 *
 * @param name of its node in the graph
 * @param description the serialized sink
 * @param firstPartition counted through all sinks of the job
 * @param partitions how many it has
 */
public record SinkSpec(String name, byte[] description, int firstPartition, int partitions) {
  /** Whether the partition, counted through all sinks of the job, is one of its own. */
  public boolean has(int partition) {
    return partition >= firstPartition && partition < firstPartition + partitions;
  }
}
