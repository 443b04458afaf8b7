package io.millrace.core.model;

/**
 * The output of one attempt of one map task for one partition of a shuffle.
 *
 * @param run of the stage that the map task belongs to
 */
public record ShuffleKey(StageRun run, int shuffle, int mapTask, int attempt, int partition) {}
