package io.millrace.dsl;

/**
 * What a sink's partition is opened with.
 *
 * @param job the job's name
 * @param run the run of the job
 * @param sink the name of the sink, of its own within the job
 * @param partition 0-based number of the partition within the sink
 * @param fence the opener's right to write
 */
public record SinkContext(String job, RunId run, String sink, int partition, Fence fence) {}
