package io.millrace.config;

/**
 * {@code millrace.block-store}, per worker.
 *
 * @param consumers size of the pool of block-store consumers, one shard of the arena each
 * @param unconsumedBytes memory for stored blocks that nobody has released
 * @param segmentBytes the arena grows and shrinks by this
 */
public record BlockStoreSettings(int consumers, long unconsumedBytes, int segmentBytes) {}
