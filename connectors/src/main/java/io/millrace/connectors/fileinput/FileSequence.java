package io.millrace.connectors.fileinput;

import io.millrace.dsl.Offset;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which file is read after which; asked by a {@link SequenceReader}, by one thread. */
interface FileSequence {
  /** Opens the file to be read next, or null as long as there is none. */
  @Nullable InputFile next() throws IOException;

  /** Whether nothing more is awaited of a file that has been read to its present end. */
  boolean isOver(InputFile current) throws IOException;

  /**
   * The place behind what was handed out.
   *
   * @param position in the current file, or in the last one when there is none
   */
  Offset offset(@Nullable InputFile current, long position);
}
