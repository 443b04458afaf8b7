package io.millrace.dsl;

/**
 * What a sink's partition is opened with.
 *
 * @param job the job's name
 * @param partition 0-based number of the partition within the sink
 * @param fence the opener's right to write
 */
public record SinkContext(String job, int partition, Fence fence) {}
