package io.millrace.actors.worker;

import io.millrace.core.block.ArenaShard;

/**
 * The memory of a stored block.
 *
 * @param owner writes the shard it lies in, and takes it back
 * @param checksum CRC32C of the block's bytes, or {@code ShardWriter.UNCHECKED}
 */
record Held(ShardOwner owner, ArenaShard.Place place, long checksum) {}
