package io.millrace.connectors.fileoutput;

import io.millrace.connectors.fileoutput.PartitionFiles.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file sink has committed: whole batches, each once, whatever its workers are doing at the
 * moment. What was read once is there whenever it is read again.
 */
public final class CommittedOutput {
  private final Path directory;
  private final String prefix;

  private CommittedOutput(Path directory, String prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  /** The output of a sink without a prefix of its own. */
  public static CommittedOutput of(Path directory) {
    return of(directory, "part");
  }

  /** The output of the sink with the prefix. */
  public static CommittedOutput of(Path directory, String prefix) {
    return new CommittedOutput(directory, prefix);
  }

  /** The partitions that were opened so far, in order. */
  public List<Integer> partitions() throws IOException {
    Pattern name = Pattern.compile("\\." + Pattern.quote(prefix) + "-(\\d{5,10})-.*");
    TreeSet<Integer> found = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          found.add(Integer.parseInt(matcher.group(1)));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return List.copyOf(found);
  }

  /** Copies all partitions, one behind the other. */
  public void writeTo(OutputStream out) throws IOException {
    for (int partition : partitions()) {
      writeTo(partition, out);
    }
  }

  /** Copies one partition; nothing where nothing is committed. */
  public void writeTo(int partition, OutputStream out) throws IOException {
    PartitionFiles files = new PartitionFiles(directory, prefix, partition);
    Optional<CommitRecord> truth = truth(files);
    if (truth.isEmpty()) {
      return;
    }
    SegmentId last = truth.get().segment();
    for (SegmentId id : files.segments()) {
      if (id.compareTo(last) < 0) {
        Files.copy(files.segment(id), out);
      }
    }
    copy(files.segment(last), truth.get().length(), out);
  }

  private static void copy(Path segment, long length, OutputStream out) throws IOException {
    if (length == 0) {
      return;
    }
    byte[] chunk = new byte[64 * 1024];
    long left = length;
    try (InputStream in = Files.newInputStream(segment)) {
      while (left > 0) {
        int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
        if (read < 0) {
          throw new IOException(segment + " lacks " + left + " bytes that were committed");
        }
        out.write(chunk, 0, read);
        left -= read;
      }
    }
  }

  /** The last confirmed record of the largest fence that has one; it may be on the move. */
  private static Optional<CommitRecord> truth(PartitionFiles files) throws IOException {
    while (true) {
      try {
        Optional<CommitRecord> truth = Optional.empty();
        List<Mark> marks = files.marks();
        for (int i = marks.size() - 1; i >= 0 && truth.isEmpty(); i--) {
          try (CommitFile commits = CommitFile.read(marks.get(i).path())) {
            truth = commits.lastConfirmed();
          }
        }
        return truth;
      } catch (NoSuchFileException moved) {
        // by a successor: look where to
      }
    }
  }
}
