package io.millrace.config;

/**
 * {@code millrace.executor}, per worker.
 *
 * @param slots compute threads; never 0 here, "auto" is resolved to the cores of the process
 * @param taskBinaries how many task binaries the cache keeps
 */
public record ExecutorSettings(int slots, int taskBinaries) {}
