package io.millrace.core.model;

/**
 * A place between two records of a source that can go back: where it is opened so that a stream
 * goes on.
 *
 * @param position of the first byte that it hands out then, in framed bytes of the stream
 * @param offset the text of the source's own offset
 */
public record SourcePlace(long position, String offset) {
  /** The beginning. */
  public static final SourcePlace START = new SourcePlace(0, "");
}
