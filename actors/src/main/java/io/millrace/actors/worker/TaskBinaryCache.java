package io.millrace.actors.worker;

import io.millrace.actors.shared.StagePause;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.CacheUse;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskFailure;
import io.millrace.core.model.WorkerId;
import io.millrace.core.time.Clock;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The task binaries that a worker holds; beyond its size the least recently used one goes. Hits and
 * misses are counted for the job whose binary it is.
 */
final class TaskBinaryCache {
  private final Map<Key, CachedBinary> binaries = new LinkedHashMap<>(16, 0.75f, true);
  private final WorkerId self;
  private final MillraceSettings settings;
  private final Clock clock;
  private final StagePause pause;

  TaskBinaryCache(WorkerId self, MillraceSettings settings, Clock clock, StagePause pause) {
    this.self = self;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
  }

  /** The binary, a hit, or null. */
  @Nullable CachedBinary find(JobRuns job, TaskBinaryId id) {
    long started = clock.nanos();
    CachedBinary binary = binaries.get(new Key(job.job(), id));
    if (binary != null && settings.ablation().binaryCache()) {
      job.count(new CacheUse(1, 0, 0, clock.nanos() - started));
    }
    return binary;
  }

  /**
   * Takes a binary in, a miss.
   *
   * @throws LoadFailed when its template does not load
   */
  CachedBinary load(JobRuns job, TaskBinary binary) throws LoadFailed {
    long started = clock.nanos();
    CachedBinary loaded = read(job, binary);
    binaries.put(new Key(job.job(), binary.id()), loaded);
    if (binaries.size() > settings.executor().taskBinaries()) {
      binaries.remove(binaries.keySet().iterator().next());
    }
    job.count(new CacheUse(0, 1, clock.nanos() - started, 0));
    return loaded;
  }

  void forget(JobId job) {
    binaries.keySet().removeIf(key -> key.job().equals(job));
  }

  private CachedBinary read(JobRuns job, TaskBinary binary) throws LoadFailed {
    try {
      return CachedBinary.load(binary, job.classes(), clock, pause, settings);
    } catch (IOException e) {
      String stage = "stage " + binary.stage();
      String sentence =
          "%s of job %s does not load on worker %s: %s; the worker needs the classes that the job"
              + " was compiled with";
      throw new LoadFailed(
          new TaskFailure(
              ErrorCategory.USER_CODE,
              stage,
              sentence.formatted(stage, job.name(), self, e.getMessage())));
    }
  }

  /** The template of a binary can't be read here. */
  static final class LoadFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TaskFailure failure;

    LoadFailed(TaskFailure failure) {
      super(failure.message());
      this.failure = failure;
    }

    TaskFailure failure() {
      return failure;
    }
  }

  /** Binaries are kept by job because their classes are loaded by job. */
  private record Key(JobId job, TaskBinaryId id) {}
}
