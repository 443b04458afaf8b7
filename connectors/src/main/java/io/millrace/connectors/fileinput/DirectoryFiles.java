package io.millrace.connectors.fileinput;

import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceFailedException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory, each read once.
 *
 * <p>A file is done with, or waits, or is the one being read; what is in none of the three is new
 * when it is listed. Files that wait are taken in order, but one that comes late is read late, even
 * if by its modification time it belongs before others: the order is that of arrival in the large
 * and of {@link FileOrder} in the small. Names are kept only while their files are there: one that
 * has been given to another file by a rename is new.
 */
final class DirectoryFiles implements FileSequence {
  /** A listing is due at least so often, should the directory's own time not tell of a change. */
  private static final long MOST_LISTING_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path directory;
  private final boolean following;
  private final Map<String, @Nullable Object> done = new HashMap<>();
  private final TreeSet<FileOrder> waiting = new TreeSet<>();
  private final Map<String, Long> begun;
  private FileOrder last;
  private Map<String, @Nullable Object> there = Map.of();
  private @Nullable InputFile current;
  private FileTime listed = FileTime.fromMillis(Long.MIN_VALUE);
  private long listedNanos;

  /**
   * The files from an offset on.
   *
   * @param following whether a file is over only when a newer one has come
   */
  DirectoryFiles(Path directory, boolean following, Offset from) throws IOException {
    DirectoryOffset offset = DirectoryOffset.of(from);
    this.directory = directory;
    this.following = following;
    this.begun = new HashMap<>(offset.unfinished());
    this.last = offset.last();
    list();
    leaveOut(following && from.equals(Offset.START) && !waiting.isEmpty());
  }

  @Override
  public @Nullable InputFile next() throws IOException {
    if (current != null) {
      done.put(current.name(), current.key());
      current = null;
    }
    if (waiting.isEmpty()) {
      listIfDue();
    }
    while (!waiting.isEmpty()) {
      FileOrder first = waiting.first();
      InputFile file = open(first.name());
      waiting.remove(first);
      if (file != null) {
        begun.remove(first.name());
        current = file;
        last = first.compareTo(last) > 0 ? first : last;
        return file;
      }
    }
    return null;
  }

  @Override
  public boolean isOver(InputFile file) throws IOException {
    if (!following) {
      return true;
    }
    listIfDue();
    return !waiting.isEmpty();
  }

  @Override
  public Offset offset(@Nullable InputFile file, long position) {
    Map<String, Long> unfinished = new HashMap<>();
    for (FileOrder late : waiting.headSet(last, true)) {
      unfinished.put(late.name(), begun.getOrDefault(late.name(), 0L));
    }
    if (file != null) {
      unfinished.put(file.name(), position);
    }
    return new DirectoryOffset(last, unfinished).toOffset();
  }

  /** Of what the first listing has found, what was read before or is too old is done with. */
  private void leaveOut(boolean allButNewest) {
    FileOrder newest = allButNewest ? waiting.last() : FileOrder.FIRST;
    for (FileOrder file : Set.copyOf(waiting)) {
      boolean wasRead = file.compareTo(last) <= 0 && !begun.containsKey(file.name());
      if (wasRead || file.compareTo(newest) < 0) {
        waiting.remove(file);
        done.put(file.name(), there.get(file.name()));
      }
    }
  }

  private @Nullable InputFile open(String name) throws IOException {
    try {
      return InputFile.open(directory.resolve(name), begun.getOrDefault(name, 0L));
    } catch (NoSuchFileException removedUnread) {
      return null;
    }
  }

  private void listIfDue() throws IOException {
    boolean isOld = System.nanoTime() - listedNanos > MOST_LISTING_AGE_NANOS;
    if (isOld || !Files.getLastModifiedTime(directory).equals(listed)) {
      list();
    }
  }

  private void list() throws IOException {
    listedNanos = System.nanoTime();
    List<Path> files = new ArrayList<>();
    try {
      listed = Files.getLastModifiedTime(directory);
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
        all.forEach(files::add);
      }
    } catch (NoSuchFileException e) {
      throw new SourceFailedException(
          "source " + directory.toAbsolutePath() + ": there is no such directory", e);
    } catch (NotDirectoryException e) {
      throw new SourceFailedException(
          "source " + directory + " is no directory; read it with Sources.file", e);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    take(looked(files));
  }

  private static Map<String, BasicFileAttributes> looked(List<Path> files) throws IOException {
    Map<String, BasicFileAttributes> looked = new HashMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.startsWith(".") || name.endsWith(".tmp")) {
        continue;
      }
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
          looked.put(name, attributes);
        }
      } catch (NoSuchFileException removedAtOnce) {
        // nothing of it was to be read
      }
    }
    return looked;
  }

  private void take(Map<String, BasicFileAttributes> files) {
    there = new HashMap<>();
    files.forEach((name, attributes) -> there.put(name, attributes.fileKey()));
    done.entrySet().removeIf(file -> !isThere(file.getKey(), file.getValue()));
    waiting.removeIf(file -> !there.containsKey(file.name()));
    Set<String> known = new HashSet<>(done.keySet());
    waiting.forEach(file -> known.add(file.name()));
    if (current != null && isThere(current.name(), current.key())) {
      known.add(current.name());
    }
    files.keySet().removeAll(known);
    files.forEach((name, attributes) -> waiting.add(order(name, attributes)));
  }

  private boolean isThere(String name, @Nullable Object key) {
    return there.containsKey(name) && Objects.equals(there.get(name), key);
  }

  private static FileOrder order(String name, BasicFileAttributes attributes) {
    return new FileOrder(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), name);
  }
}
