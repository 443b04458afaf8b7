package io.millrace.core.ledger;

import java.util.Locale;

/** The parts of a record's way, in order. */
enum Stage {
  /** Generated to the return of the read that brought it. */
  RECEIVE,
  /** To the sealing of its block. */
  BLOCK,
  /** To the driver's knowing the block. */
  STORE,
  /** To the fixing of the cut. */
  BATCH,
  /** To the first instruction of its task. */
  SCHEDULE,
  /** To its leaving the last operator; the latency ends here. */
  PROCESS,
  /** To its output being visible. */
  COMMIT;

  /** As the report spells it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
