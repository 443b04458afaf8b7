package io.millrace.core.model;

/** The output of one attempt of one map task for one partition. */
public record ShuffleKey(StageRun run, int mapTask, int attempt, int partition) {}
