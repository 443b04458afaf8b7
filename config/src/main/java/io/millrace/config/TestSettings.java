package io.millrace.config;

import java.time.Duration;

/**
 * {@code millrace.test}: faults that tests plant; all off by default.
 *
 * @param clockSkew added to this clock of the node
 * @param clockDriftPpm how much too fast it runs, parts per million
 * @param delayStage stage of the ledger to delay ({@code receive, block, store, batch, schedule,
 *     process, commit}), or empty
 * @param delay by how much
 */
public record TestSettings(
    Duration clockSkew, double clockDriftPpm, String delayStage, Duration delay) {}
