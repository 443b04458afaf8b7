package io.millrace.connectors.fileinput;

import io.millrace.dsl.Offset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a directory has been read: every file up to the last in order, but for those that were
 * not finished.
 *
 * @param last of the files that were begun
 * @param unfinished up to there, by name, with the position that each was read to
 */
record DirectoryOffset(FileOrder last, Map<String, Long> unfinished) {
  /** No name has one in it. */
  private static final String SEPARATOR = "/";

  DirectoryOffset {
    unfinished = Collections.unmodifiableMap(new TreeMap<>(unfinished));
  }

  /**
   * The meaning of an offset.
   *
   * @throws IllegalArgumentException when it is none of a directory
   */
  static DirectoryOffset of(Offset offset) {
    if (offset.equals(Offset.START)) {
      return new DirectoryOffset(FileOrder.FIRST, Map.of());
    }
    String[] fields = offset.text().split(SEPARATOR);
    if (fields.length % 2 != 0) {
      throw new IllegalArgumentException(
          "offset \"" + offset.text() + "\" is not that of a directory");
    }
    Map<String, Long> unfinished = new HashMap<>();
    for (int i = 2; i < fields.length; i += 2) {
      unfinished.put(fields[i + 1], Long.parseLong(fields[i]));
    }
    return new DirectoryOffset(new FileOrder(Long.parseLong(fields[0]), fields[1]), unfinished);
  }

  Offset toOffset() {
    if (last.equals(FileOrder.FIRST)) {
      return Offset.START;
    }
    StringBuilder text = new StringBuilder();
    text.append(last.modifiedNanos()).append(SEPARATOR).append(last.name());
    unfinished.forEach(
        (name, position) -> text.append(SEPARATOR).append(position).append(SEPARATOR).append(name));
    return new Offset(text.toString());
  }
}
