package io.millrace.dsl;

import java.io.Serializable;

/**
 * A place in one split of a source, in the source's own words: the engine keeps it and hands it
 * back, and reads nothing into it. Meant to be short; a source that notes down more than some
 * hundred characters makes every batch carry them.
 *
 * @param text whatever {@link SourceReader#offset} put there; empty for the beginning
 */
public record Offset(String text) implements Serializable {
  /** The beginning of a split. */
  public static final Offset START = new Offset("");

  /** The offset of a source that counts bytes, or records. */
  public static Offset at(long position) {
    return position == 0 ? START : new Offset(Long.toString(position));
  }

  /**
   * What {@link #at} was given.
   *
   * @throws IllegalArgumentException when this is no such offset
   */
  public long position() {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("offset \"" + text + "\" is no position", e);
    }
  }
}
