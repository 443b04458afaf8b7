package io.millrace.dsl;

import java.io.Serializable;
import java.util.List;

/**
 * The description of where bytes come from. A {@link CustomSource} opens itself; for the sources
 * that come with the engine a {@link ConnectorProvider} on the worker supplies a {@link
 * SourceReader} for each split.
 */
public interface Source extends Serializable {
  /** One entry a split, each read by one receiver as one stream; the text names it in messages. */
  List<String> splits();

  /**
   * Whether the end of a split is its end for good, as a file's is. The stream of the split ends
   * there, and with the last of its streams the job. When any other source ends it is opened again.
   */
  default boolean isBounded() {
    return false;
  }
}
