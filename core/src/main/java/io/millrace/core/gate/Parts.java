package io.millrace.core.gate;

import java.util.List;
import java.util.TreeMap;

/** A payload that travels in parts, being put together; each part counts once. */
public final class Parts {
  private final int count;
  private final TreeMap<Integer, byte[]> here = new TreeMap<>();
  private int bytes;

  /**
   * @param count how many parts there are
   */
  public Parts(int count) {
    this.count = count;
  }

  /**
   * Takes a part; a repeated one changes nothing.
   *
   * @param index from 0
   * @return whether it was missing
   */
  public boolean add(int index, byte[] part) {
    if (index < 0 || index >= count || here.putIfAbsent(index, part) != null) {
      return false;
    }
    bytes += part.length;
    return true;
  }

  /** Whether all parts are here. */
  public boolean complete() {
    return here.size() == count;
  }

  /** How many parts there are, here or not. */
  public int count() {
    return count;
  }

  /** The indices of the parts that are here, in order. */
  public Iterable<Integer> indices() {
    return here.keySet();
  }

  /** The part at an index that is here. */
  public byte[] part(int index) {
    byte[] part = here.get(index);
    if (part == null) {
      throw new IllegalArgumentException("part " + index + " of " + count + " is not here");
    }
    return part;
  }

  /** The parts that are here, in order. */
  public List<byte[]> present() {
    return List.copyOf(here.values());
  }

  /** Bytes that are here. */
  public int bytes() {
    return bytes;
  }

  /** The parts that are here as one array; the only part itself when there is one. */
  public byte[] joined() {
    if (here.size() == 1) {
      return here.firstEntry().getValue();
    }
    byte[] whole = new byte[bytes];
    int at = 0;
    for (byte[] part : here.values()) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
