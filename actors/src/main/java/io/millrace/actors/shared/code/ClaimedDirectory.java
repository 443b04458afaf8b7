package io.millrace.actors.shared.code;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A directory that nobody else uses as long as this is open, one of the numbered ones below a place
 * that several nodes share. What a process that has ended left in its directory goes to the next
 * one that claims it.
 */
final class ClaimedDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private ClaimedDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the first free one.
   *
   * @throws IOException when the place can't be written
   */
  static ClaimedDirectory under(Path place) throws IOException {
    for (int number = 0; ; number++) {
      Path directory = Files.createDirectories(place.resolve(Integer.toString(number)));
      FileChannel lock = tryLock(directory.resolve(LOCK));
      if (lock != null) {
        return new ClaimedDirectory(directory, lock);
      }
    }
  }

  /** The lock ends with the channel, and with the process. */
  private static @Nullable FileChannel tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another node of this process has it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
