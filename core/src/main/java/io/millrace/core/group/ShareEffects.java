package io.millrace.core.group;

import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.core.schedule.Dispatch;

/** What a worker's share of a leased job wants done. */
interface ShareEffects {
  /** Run tasks here. */
  void run(Dispatch dispatch);

  /** Tell another worker, behind the chunks that were sent to it. */
  void send(WorkerId to, LanePayload.ShuffleEnd end);
}
