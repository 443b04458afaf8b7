package io.millrace.config;

/**
 * {@code millrace.ablation}: what the engine is to do without, so that its cost can be measured.
 *
 * @param ledger whether records are timed and blocks stamped
 * @param checksums whether blocks are given checksums
 * @param coalescing whether what was stored meanwhile is reported together
 * @param binaryCache whether a slot keeps the copy of a task binary that it has made
 * @param lazySetUp whether settings are read and connectors looked up once, and not for each task
 */
public record AblationSettings(
    boolean ledger, boolean checksums, boolean coalescing, boolean binaryCache, boolean lazySetUp) {
  /** Nothing is left out. */
  public static final AblationSettings NONE = new AblationSettings(true, true, true, true, true);
}
