package io.millrace.dsl;

import java.io.Serializable;
import java.util.List;

/**
 * The description of where bytes come from. It opens nothing itself: a {@link ConnectorProvider} on
 * the worker supplies a {@link SourceReader} for each split.
 */
public interface Source extends Serializable {
  /** One entry a split, each read by one receiver as one stream; the text names it in messages. */
  List<String> splits();
}
