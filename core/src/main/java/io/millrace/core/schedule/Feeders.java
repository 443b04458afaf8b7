package io.millrace.core.schedule;

import io.millrace.core.model.MapOutput;
import io.millrace.core.model.WorkerId;
import java.util.List;

/** The stages of one batch that feed shuffles, as those behind must know them. */
interface Feeders {
  /** Whether all stages that feed the shuffle are over. */
  boolean areOver(int shuffle);

  /** What they sent to one of its partitions, in order of stage and map task. */
  List<MapOutput> outputs(int shuffle, int partition);

  /** Whether other schedules make tasks of the same stages: indices must differ from theirs. */
  boolean areShared();

  /** Whether the tasks of partitions that a worker owns belong to this schedule. */
  boolean serve(WorkerId owner);
}
