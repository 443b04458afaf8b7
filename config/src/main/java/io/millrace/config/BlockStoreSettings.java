package io.millrace.config;

/**
 * {@code millrace.block-store}, per worker.
 *
 * @param storedBy who copies sealed blocks into the arena
 * @param consumers size of the pool of block-store consumers, one shard of the arena each
 * @param unconsumedBytes memory for stored blocks that nobody has released
 * @param segmentBytes the arena grows and shrinks by this
 */
public record BlockStoreSettings(
    StoredBy storedBy, int consumers, long unconsumedBytes, int segmentBytes) {

  public BlockStoreSettings {
    Range.count("millrace.block-store.consumers", consumers, 1, 64);
    Range.bytes("millrace.block-store.segment-bytes", segmentBytes, 1 << 10, 256 << 20);
    Range.bytes("millrace.block-store.unconsumed-bytes", unconsumedBytes, 1 << 10, 1L << 40);
    long oneSegmentEach = (long) consumers * segmentBytes;
    Range.require(
        unconsumedBytes >= oneSegmentEach,
        "millrace.block-store.unconsumed-bytes",
        Range.bytes(unconsumedBytes),
        "must be at least "
            + Range.bytes(oneSegmentEach)
            + ", one segment for each of "
            + consumers
            + " consumers, with",
        "millrace.block-store.segment-bytes",
        Range.bytes(segmentBytes));
  }

  /** {@code millrace.block-store.stored-by}. */
  public enum StoredBy {
    /** The pool of block-store consumers. */
    CONSUMERS,
    /** The thread that sealed the block, each stream into a shard of its own. */
    SEALER
  }
}
