package io.millrace.core.schedule;

import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import java.util.List;

/** All tasks of one stage of one batch for one executor: one message. */
public record Dispatch(
    WorkerId to,
    StageRun run,
    TaskBinaryId binary,
    List<ShuffleRoute> shuffles,
    List<TaskSpec> tasks) {}
