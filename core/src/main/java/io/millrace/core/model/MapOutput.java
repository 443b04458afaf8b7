package io.millrace.core.model;

/**
 * What one map task wrote for one partition: the reducer counts these before it runs.
 *
 * @param stage of the task
 * @param mapTask index of the task in its stage
 * @param attempt the attempt that counts
 * @param chunks how many chunks it sent to this partition, at least 1
 */
public record MapOutput(int stage, int mapTask, int attempt, int chunks) {}
