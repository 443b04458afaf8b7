package io.millrace.config;

/**
 * {@code millrace.executor}, per worker.
 *
 * @param slots compute threads; never 0 here, "auto" is resolved to the cores of the process
 * @param taskBinaries how many task binaries the cache keeps
 */
public record ExecutorSettings(int slots, int taskBinaries) {

  public ExecutorSettings {
    Range.count("millrace.executor.slots", slots, 1, 1024);
    Range.count("millrace.executor.task-binaries", taskBinaries, 1, 4096);
  }
}
