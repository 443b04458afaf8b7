package io.millrace.core.model;

/** What one map task sent to one partition of a shuffle. */
public record EndedOutput(int shuffle, int partition, MapOutput output) {}
