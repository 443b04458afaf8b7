package io.millrace.actors.worker;

import io.millrace.actors.shared.StagePause;
import io.millrace.config.AblationSettings;
import io.millrace.config.MillraceSettings;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.plan.StageTemplate;
import io.millrace.core.time.Clock;
import io.millrace.dsl.ConnectorProvider;
import java.io.IOException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** A task binary that this worker holds, with the copies that its slots have made of it. */
final class CachedBinary {
  private final byte[] template;
  private final JobClasses classes;
  private final Clock clock;
  private final StagePause pause;
  private final MillraceSettings settings;
  private final Copy[] copies;

  private CachedBinary(
      TaskBinary binary,
      JobClasses classes,
      Clock clock,
      StagePause pause,
      MillraceSettings settings) {
    this.template = binary.bytes();
    this.classes = classes;
    this.clock = clock;
    this.pause = pause;
    this.settings = settings;
    this.copies = new Copy[settings.executor().slots()];
    for (int slot = 0; slot < copies.length; slot++) {
      copies[slot] = new Copy();
    }
  }

  /**
   * Takes a binary in if its template loads.
   *
   * @throws IOException when it does not
   */
  static CachedBinary load(
      TaskBinary binary,
      JobClasses classes,
      Clock clock,
      StagePause pause,
      MillraceSettings settings)
      throws IOException {
    try {
      classes.read(binary.bytes(), StageTemplate.class);
    } catch (RuntimeException | LinkageError e) {
      throw new IOException(e.toString(), e);
    }
    return new CachedBinary(binary, classes, clock, pause, settings);
  }

  /**
   * The copy of a slot, made when it is first asked for; to be called on that slot's thread only.
   *
   * @throws IOException when the template does not load
   */
  SlotTask forSlot(int slot) throws IOException {
    AblationSettings ablation = settings.ablation();
    if (!ablation.lazySetUp()) {
      setUpDependencies();
    }
    Copy copy = copies[slot];
    if (copy.task == null || !ablation.binaryCache()) {
      copy.task = SlotTask.load(template, classes, clock, pause, ablation.ledger());
    }
    return copy.task;
  }

  /** As though they could be others than for the task before. */
  private void setUpDependencies() {
    MillraceSettings.from(settings.written());
    ServiceLoader.load(ConnectorProvider.class, classes.loader()).forEach(connector -> {});
  }

  /** The loader of the job's classes. */
  ClassLoader loader() {
    return classes.loader();
  }

  private static final class Copy {
    private @Nullable SlotTask task;
  }
}
