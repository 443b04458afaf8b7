package io.millrace.connectors.fileoutput;

import io.millrace.dsl.Fence;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files of one partition. */
final class PartitionFiles {
  private static final String NUMBER = "(\\d{6,10})";
  private static final String FENCE = "([0-9a-f]{16})-([0-9a-f]{16})";
  private static final Comparator<Mark> BY_FENCE =
      Comparator.comparing(Mark::fence).thenComparing(Mark::kind);

  private final Path directory;
  private final String name;
  private final Pattern segmentName;
  private final Pattern markName;
  private final Pattern anyMarkName;

  PartitionFiles(Path directory, String prefix, int partition) {
    this.directory = directory;
    this.name = "%s-%05d".formatted(prefix, partition);
    String quoted = Pattern.quote(name);
    this.segmentName = Pattern.compile(quoted + "-" + NUMBER + "-" + NUMBER + "\\.txt");
    this.markName = Pattern.compile("\\." + quoted + "-" + FENCE + "\\.(tmp|claim|commits)");
    this.anyMarkName =
        Pattern.compile(
            "\\." + Pattern.quote(prefix) + "-\\d{5,10}-" + FENCE + "\\.(claim|commits)");
  }

  /** What a file with commit records stands for. */
  enum Kind {
    /** Something in the making, or what a crash has left of it: no record in it counts. */
    DRAFT,
    /** The records of an owner that is being replaced; empty when the successor only announces. */
    CLAIM,
    /** The records of the present owner. */
    COMMITS
  }

  /**
   * A file with commit records.
   *
   * @param fence of the owner it belongs to; of a claim, the successor
   */
  record Mark(Fence fence, Kind kind, Path path) implements Comparable<Mark> {
    @Override
    public int compareTo(Mark other) {
      return BY_FENCE.compare(this, other);
    }
  }

  Path directory() {
    return directory;
  }

  /** The partition in messages. */
  @Override
  public String toString() {
    return directory.resolve(name).toString();
  }

  Path segment(SegmentId id) {
    return directory.resolve("%s-%06d-%06d.txt".formatted(name, id.owner(), id.number()));
  }

  /** A segment in the making, or records. */
  Path draft(Fence fence) {
    return directory.resolve(stem(fence) + ".tmp");
  }

  Path commits(Fence fence) {
    return directory.resolve(stem(fence) + ".commits");
  }

  Path claim(Fence fence) {
    return directory.resolve(stem(fence) + ".claim");
  }

  /** The segments that are there, in order. */
  List<SegmentId> segments() throws IOException {
    List<SegmentId> found = new ArrayList<>();
    for (Matcher matcher : matches(segmentName)) {
      found.add(
          new SegmentId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** The files with commit records that are there, the least fence first. */
  List<Mark> marks() throws IOException {
    return marksAndDrafts().stream().filter(mark -> mark.kind() != Kind.DRAFT).toList();
  }

  /** The same of all partitions of the sink, in no order. */
  List<Path> marksOfAllPartitions() throws IOException {
    return matches(anyMarkName).stream().map(mark -> directory.resolve(mark.group())).toList();
  }

  /** All files but segments. */
  List<Mark> marksAndDrafts() throws IOException {
    List<Mark> found = new ArrayList<>();
    for (Matcher matcher : matches(markName)) {
      Fence fence =
          new Fence(
              HexFormat.fromHexDigitsToLong(matcher.group(1)),
              HexFormat.fromHexDigitsToLong(matcher.group(2)));
      found.add(new Mark(fence, kind(matcher.group(3)), directory.resolve(matcher.group())));
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static Kind kind(String ending) {
    return switch (ending) {
      case "commits" -> Kind.COMMITS;
      case "claim" -> Kind.CLAIM;
      default -> Kind.DRAFT;
    };
  }

  private String stem(Fence fence) {
    return ".%s-%016x-%016x".formatted(name, fence.epoch(), fence.planVersion());
  }

  private List<Matcher> matches(Pattern pattern) throws IOException {
    List<Matcher> matching = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher matcher = pattern.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          matching.add(matcher);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return matching;
  }
}
