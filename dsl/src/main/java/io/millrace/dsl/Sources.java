package io.millrace.dsl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The sources that come with the engine. */
public final class Sources {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private Sources() {}

  /** A TCP server that sends records to whoever connects. */
  public static Source socket(String host, int port) {
    return new SocketSource(List.of(new SocketSource.Endpoint(host, port)));
  }

  /**
   * Several TCP servers, or several connections to one: a receiver for each entry.
   *
   * @param endpoints each {@code host:port}
   * @throws JobDefinitionException when an entry is not of that form
   */
  public static Source sockets(List<String> endpoints) {
    return new SocketSource(endpoints.stream().map(SocketSource.Endpoint::parse).toList());
  }

  /**
   * Files that are complete: each is read once, by a receiver of its own, and the job ends with
   * them. With {@link FileSource#tail} they are read on as they grow.
   *
   * @param paths on the workers; a relative one starts where the worker was started. A worker that
   *     takes a file over from one that was lost must find the same file there
   */
  public static FileSource file(String... paths) {
    return new FileSource(Arrays.asList(paths), false);
  }

  /** See {@link #file(String...)}. */
  public static FileSource file(Path... paths) {
    return new FileSource(Arrays.stream(paths).map(Path::toString).toList(), false);
  }

  /**
   * The files of a directory and those that come, each read once and whole, in the order of their
   * modification times and then their names; without end. A file must appear complete: write it
   * under a name that starts with a dot or ends with {@code .tmp}, which are not looked at, or
   * elsewhere in the same file system, and then rename it. Directories inside are not looked at.
   *
   * <p>A file that has been read may be removed, or replaced by a rename: another one under its
   * name is read as a new one. What is appended to a file later is not read. While nobody watches
   * the directory, as while its worker is replaced, no file should come whose modification time
   * lies before that of a file which was read: it is taken for one that was read before.
   *
   * @param directory on the worker that reads it
   */
  public static DirectorySource directory(String directory) {
    return new DirectorySource(directory, false, POLL_INTERVAL);
  }

  /** See {@link #directory(String)}. */
  public static DirectorySource directory(Path directory) {
    return directory(directory.toString());
  }

  /**
   * Lines that are part of the job, for tests and demos; the job ends with them. To be read with
   * {@link Decoders#lines}.
   *
   * @param lines of 1 MB at most, without a newline in any
   * @throws JobDefinitionException when there is one, or there is more
   */
  public static Source of(String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (line.indexOf('\n') >= 0) {
        throw new JobDefinitionException(
            "the line \"" + line.replace("\n", "\\n") + "\" has a newline in it: make it two");
      }
      text.append(line).append('\n');
    }
    return memory(lines.length, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Records that are part of the job, for tests and demos; the job ends with them. To be read with
   * {@link Decoders#of} and the same codec.
   *
   * @param records of 1 MB at most
   * @throws JobDefinitionException when there is more, or the codec fails
   */
  public static <T> Source of(Codec<T> codec, List<? extends T> records) {
    try {
      return memory(records.size(), CodecSource.encode(codec, records));
    } catch (IOException e) {
      throw new JobDefinitionException(
          "%s can't encode a record: %s"
              .formatted(codec.getClass().getSimpleName(), e.getMessage()));
    }
  }

  /**
   * A source of one's own that has records rather than bytes. To be read with {@link Decoders#of}
   * and the same codec. One that has bytes is a {@link CustomSource}.
   */
  public static <T> Source custom(RecordSource<T> records, Codec<T> codec) {
    return new CodecSource<>(records, codec);
  }

  private static Source memory(int records, byte[] content) {
    return new MemorySource(records + " records in memory", content);
  }
}
