package io.millrace.core.model;

/** Why the driver does not run a job that was submitted. */
public enum Refusal {
  /** Another job of that name lives. */
  NAME_TAKEN,
  /** Too few workers or slots are here. */
  TOO_FEW_WORKERS,
  /** It failed, or was cancelled, before it ran. */
  NOT_STARTED
}
