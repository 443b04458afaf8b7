package io.millrace.core.model;

/**
 * Batches by how they ended.
 *
 * @param due deadlines that passed
 * @param count done: committed, empty or merged into a later one
 * @param merged their data went into a later batch
 * @param late cuts that were fixed without a late receiver
 */
public record BatchCounts(long due, long count, long merged, long failed, long late) {}
