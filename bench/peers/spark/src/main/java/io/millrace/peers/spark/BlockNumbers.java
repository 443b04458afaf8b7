package io.millrace.peers.spark;

/**
 * Numbers the blocks of all batches. Batches run one after the other, and the partitions of a batch
 * lie in the order in which their stream's blocks were received.
 */
final class BlockNumbers {
  private long next;

  /** The first number of so many; called by the one thread that runs batches. */
  long next(int blocks) {
    long first = next;
    next += blocks;
    return first;
  }
}
