package io.millrace.core.block;

import io.millrace.core.model.BlockMeta;

/**
 * A sealed, stored block: whole records only, never changed.
 *
 * @param bytes the segment that holds it; valid while the block is pinned or not released
 * @param offset of its first byte in {@code bytes}; its length is {@code meta.length()}
 * @param sealedNanos nanoseconds since the epoch on the driver's clock
 */
public record Block(BlockMeta meta, byte[] bytes, int offset, ReadMarks reads, long sealedNanos) {}
