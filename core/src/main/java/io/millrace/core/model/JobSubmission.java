package io.millrace.core.model;

/**
 * A job as it travels to the driver: compiled, with nothing of the user class by reference.
 *
 * @param measurement what the ledger calls warm-up and halves
 */
public record JobSubmission(String name, JobGraph graph, Measurement measurement) {}
