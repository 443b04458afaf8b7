package io.millrace.core.block;

/**
 * A block in a {@link BlockTable}, and who pins it.
 *
 * @param <H> what its memory is given back by
 */
public final class StoredBlock<H> {
  private final Block block;
  private final H handle;
  private int pins;

  StoredBlock(Block block, H handle) {
    this.block = block;
    this.handle = handle;
  }

  public Block block() {
    return block;
  }

  public H handle() {
    return handle;
  }

  void pin() {
    pins++;
  }

  void unpin() {
    pins--;
  }

  boolean pinned() {
    return pins > 0;
  }

  long end() {
    return block.meta().to();
  }
}
