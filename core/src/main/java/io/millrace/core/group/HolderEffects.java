package io.millrace.core.group;

import io.millrace.core.model.LeaseReport;
import io.millrace.dsl.StreamId;
import java.util.Map;

/** What {@link LeaseHolder} wants done. */
public interface HolderEffects extends ShareEffects {
  /** Have the block store report what lies behind these positions again. */
  void reportAgain(Map<StreamId, Long> positions);

  /** Tell the driver. */
  void report(LeaseReport report);

  /** There is something to tell: call {@link LeaseHolder#flush} before long. */
  void reportSoon();
}
