package io.millrace.connectors.fileinput;

import io.millrace.dsl.Offset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that have one name, one after the other, as logs that are rotated. */
final class RotatedFile implements FileSequence {
  private final Path path;
  private long startAt;
  private boolean awaited = true;

  /**
   * @param from a byte position in the file that has the name now
   */
  RotatedFile(Path path, Offset from) {
    this.path = path;
    this.startAt = from.position();
  }

  @Override
  public @Nullable InputFile next() throws IOException {
    if (!awaited) {
      return null;
    }
    try {
      long position = Files.size(path) < startAt ? 0 : startAt;
      InputFile file = InputFile.open(path, position);
      startAt = 0;
      awaited = false;
      return file;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public boolean isOver(InputFile current) throws IOException {
    awaited = current.isReplaced();
    return awaited;
  }

  @Override
  public Offset offset(@Nullable InputFile current, long position) {
    return Offset.at(current == null && awaited ? startAt : position);
  }
}
