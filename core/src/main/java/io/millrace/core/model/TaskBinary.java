package io.millrace.core.model;

/**
 * A stage template as it travels: compiled once a job, never a batch.
 *
 * @param stage 0-based index of the stage
 * @param bytes the serialized template
 */
public record TaskBinary(TaskBinaryId id, int stage, byte[] bytes) {}
