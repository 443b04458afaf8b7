package io.millrace.connectors.fileoutput;

import io.millrace.connectors.fileoutput.PartitionFiles.Mark;
import io.millrace.dsl.Fence;
import io.millrace.dsl.FencedException;
import io.millrace.dsl.RunId;
import io.millrace.dsl.SinkContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * How a partition passes from one owner to the next, either of whom may be frozen at any point and
 * go on much later as if nothing had happened.
 *
 * <ol>
 *   <li>The successor announces itself by an empty claim. Whoever opens the partition with a
 *       smaller fence from here on sees that it comes too late.
 *   <li>It moves the commit records of the owner away, onto its claim. That is the moment of the
 *       change. An owner that finds its records moved has been replaced; it looks after it has
 *       written a record and before it relies on it. So what it relied on was written before the
 *       move, and the successor reads it after the move.
 *   <li>It publishes records of its own, the first of which says that the same is committed, and
 *       looks for a larger fence once more. If there is none, it confirms the record: every later
 *       successor starts from it, and what it does not count will never count.
 *   <li>Only then it removes what does not count, and puts a copy of what does in the place of the
 *       segment that the former owner may be writing. The former owner goes on writing a file that
 *       has no name any more. These are steps that do no harm, should this successor be frozen
 *       between two of them and do the rest when it has long been replaced itself.
 * </ol>
 *
 * <p>A crash between any two steps leaves what the next successor needs: the last record of the
 * largest fence that has one is the truth.
 */
final class Succession {
  private final PartitionFiles files;
  private final SinkContext context;
  private final Fence fence;

  Succession(PartitionFiles files, SinkContext context) {
    this.files = files;
    this.context = context;
    this.fence = context.fence();
  }

  /**
   * The right to write.
   *
   * @param first the first record of the new owner
   */
  record Ownership(CommitFile commits, CommitRecord first) {}

  /** The place is another sink's. */
  private static final class OtherSinkException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherSinkException(SinkName writer) {
      super(
          "it is written by %s; give each sink a directory of its own, or a prefix"
              .formatted(writer));
    }
  }

  /**
   * Takes the partition over.
   *
   * @throws FencedException when a larger fence was here before
   * @throws IOException when it is another sink's, or can't be read or written
   */
  Ownership take() throws IOException {
    refuseOtherSinks();
    announce();
    try {
      refuseIfLate();
      Optional<CommitRecord> former = claim();
      CommitRecord first =
          former
              .map(record -> record.handedOver(context.run(), fence))
              .orElseGet(() -> CommitRecord.first(context.run(), fence));
      CommitFile commits = publish(first);
      try {
        refuseIfLate();
        refuseOtherSinks();
        commits.confirm(first);
        if (former.isPresent()) {
          removeWhatDoesNotCount(former.get());
        }
        removeWhatOthersLeft();
        return new Ownership(commits, first);
      } catch (IOException e) {
        commits.close();
        if (e instanceof OtherSinkException) {
          Files.deleteIfExists(files.commits(fence)); // as if it had not been here
        }
        throw e;
      }
    } catch (IOException e) {
      withdraw();
      refuseIfLate(); // whatever went wrong may be the doing of a newer owner
      throw e;
    }
  }

  /** Whether a larger fence has been here. */
  void refuseIfLate() throws IOException {
    refuseIfLate(files.marks());
  }

  private void refuseIfLate(List<Mark> marks) throws FencedException {
    for (Mark mark : marks) {
      if (mark.fence().compareTo(fence) > 0) {
        throw new FencedException(
            "%s is owned under %s by now, which is newer than %s"
                .formatted(files, mark.fence(), fence));
      }
    }
  }

  private void announce() throws IOException {
    if (Files.notExists(files.commits(fence))) {
      try {
        Files.createFile(files.claim(fence));
      } catch (FileAlreadyExistsException e) {
        // this successor has been here before, and did not come to its end
      }
    }
  }

  /** Moves the records of the owner here, and reads the last of them. */
  private Optional<CommitRecord> claim() throws IOException {
    Path claim = files.claim(fence);
    while (true) {
      try {
        Optional<Path> truth = truth();
        if (truth.isEmpty()) {
          refuseSegmentsOfNobody();
          return Optional.empty();
        }
        if (!truth.get().equals(claim)) {
          Files.move(truth.get(), claim, StandardCopyOption.ATOMIC_MOVE);
        }
        return lastIn(claim);
      } catch (NoSuchFileException movedByAnother) {
        // look where to
      }
    }
  }

  /** The records of the largest fence that has any; refuses those of another sink. */
  private Optional<Path> truth() throws IOException {
    Optional<Path> truth = Optional.empty();
    List<Mark> marks = files.marks();
    refuseIfLate(marks);
    for (Mark mark : marks) {
      try (CommitFile commits = CommitFile.read(mark.path())) {
        if (commits.last().isPresent()) {
          truth = Optional.of(mark.path());
        }
      }
    }
    return truth;
  }

  /** All partitions of a place are of one sink; in a later run of its job it may be renamed. */
  private void refuseOtherSinks() throws IOException {
    for (Path mark : files.marksOfAllPartitions()) {
      try (CommitFile commits = CommitFile.read(mark)) {
        Optional<CommitRecord> last = commits.last();
        if (last.isPresent() && isOther(commits.writer(), last.get().run())) {
          throw new OtherSinkException(commits.writer());
        }
      } catch (NoSuchFileException moved) {
        // by an owner of that partition, which looks itself
      }
    }
  }

  private boolean isOther(SinkName writer, RunId run) {
    return run.equals(context.run()) ? !writer.equals(self()) : !writer.isOf(context.job());
  }

  private SinkName self() {
    return new SinkName(context.job(), context.sink());
  }

  private void refuseSegmentsOfNobody() throws IOException {
    if (!files.segments().isEmpty()) {
      throw new IOException(
          "%s is there and nothing says how much of it was committed; empty the directory"
              .formatted(files.segment(files.segments().get(0))));
    }
  }

  private static Optional<CommitRecord> lastIn(Path path) throws IOException {
    try (CommitFile commits = CommitFile.read(path)) {
      return commits.last();
    }
  }

  private CommitFile publish(CommitRecord first) throws IOException {
    try {
      return CommitFile.create(files.draft(fence), files.commits(fence), self(), first);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("another sink opens it at the same time", e);
    }
  }

  private void removeWhatDoesNotCount(CommitRecord former) throws IOException {
    for (SegmentId id : files.segments()) {
      boolean isOfFormer = id.owner() <= former.owner();
      if (isOfFormer && id.compareTo(former.segment()) > 0) {
        Files.deleteIfExists(files.segment(id));
      }
    }
    if (former.length() > 0) {
      keepCommitted(former);
    }
  }

  private void keepCommitted(CommitRecord former) throws IOException {
    Path segment = files.segment(former.segment());
    long size = Files.exists(segment) ? Files.size(segment) : 0;
    if (size < former.length()) {
      throw new IOException(
          "%s should have %d committed bytes and has %d"
              .formatted(segment.getFileName(), former.length(), size));
    }
    if (former.closed() && size == former.length()) {
      return; // nobody writes it
    }
    Path copy = files.draft(fence);
    try (FileChannel from = FileChannel.open(segment);
        FileChannel to =
            FileChannel.open(
                copy,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      long copied = 0;
      while (copied < former.length()) {
        copied += from.transferTo(copied, former.length() - copied, to);
      }
    }
    Files.move(copy, segment, StandardCopyOption.ATOMIC_MOVE);
  }

  private void removeWhatOthersLeft() throws IOException {
    for (Mark mark : files.marksAndDrafts()) {
      boolean isOwn = mark.path().equals(files.commits(fence));
      if (!isOwn && mark.fence().compareTo(fence) <= 0) {
        Files.deleteIfExists(mark.path());
      }
    }
  }

  /** Leaves no announcement behind that nothing follows. */
  private void withdraw() throws IOException {
    Path claim = files.claim(fence);
    try {
      if (Files.size(claim) == 0) {
        Files.delete(claim);
      }
    } catch (NoSuchFileException e) {
      // gone already
    }
  }
}
