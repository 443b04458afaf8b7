package io.millrace.launcher.generate;

/** Which moment a record carries. */
enum StampKind {
  /** The moment it was due: a reader that holds the generator back pays for it in latency. */
  DUE,
  /** The moment it was written: says nothing of the time it waited for a slow reader. */
  SENT
}
