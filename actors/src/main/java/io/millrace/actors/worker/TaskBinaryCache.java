package io.millrace.actors.worker;

import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskBinaryId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The task binaries that a worker holds; beyond its size the least recently used one goes. */
final class TaskBinaryCache {
  private final Map<Key, CachedBinary> binaries = new LinkedHashMap<>(16, 0.75f, true);
  private final int size;

  /**
   * @param size most binaries kept, at least 1
   */
  TaskBinaryCache(int size) {
    this.size = size;
  }

  @Nullable CachedBinary find(JobId job, TaskBinaryId id) {
    return binaries.get(new Key(job, id));
  }

  void put(JobId job, TaskBinaryId id, CachedBinary binary) {
    binaries.put(new Key(job, id), binary);
    if (binaries.size() > size) {
      binaries.remove(binaries.keySet().iterator().next());
    }
  }

  void forget(JobId job) {
    binaries.keySet().removeIf(key -> key.job().equals(job));
  }

  /** Binaries are kept by job because their classes are loaded by job. */
  private record Key(JobId job, TaskBinaryId id) {}
}
