package io.millrace.core.model;

import org.jspecify.annotations.Nullable;

/**
 * One task of a stage of a batch.
 *
 * @param index 0-based within the stage
 * @param attempt from 1
 * @param sink null unless the stage is the last
 */
public record TaskSpec(int index, int attempt, TaskInput input, @Nullable SinkTarget sink) {}
