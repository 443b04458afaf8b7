package io.millrace.connectors.fileinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.DirectorySource;
import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceFailedException;
import io.millrace.dsl.SourceReader;
import io.millrace.dsl.Sources;
import io.millrace.testkit.SourceReaderContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryTest extends SourceReaderContract {
  private static final String SECOND = "a line of the second file";

  @TempDir private Path directory;
  private DirectorySource source;

  @BeforeEach
  void write_files_of_which_three_count() throws IOException {
    source = Sources.directory(directory).every(Duration.ofMillis(2));
    put("c", "the first by time\n", 100);
    put("b", "the third, which has no newline", 200);
    put("a", new String(Texts.numbered(SECOND, 20)), 200);
    put(".hidden", "not looked at\n", 50);
    put("growing.tmp", "not looked at\n", 50);
    Files.createDirectory(directory.resolve("inside"));
    Files.writeString(directory.resolve("inside/file"), "not looked at\n");
  }

  @Override
  protected SourceReader open(Offset from) throws IOException {
    SourceReader reader = SequenceReader.ofDirectory(source, from);
    reader.drain();
    return reader;
  }

  @Override
  protected byte[] content() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("the first by time\n".getBytes());
    all.writeBytes(Texts.numbered(SECOND, 20));
    all.writeBytes("the third, which has no newline".getBytes());
    return all.toByteArray();
  }

  @Override
  protected List<Integer> boundaries() {
    int second = "the first by time\n".length() + Texts.numbered(SECOND, 20).length;
    return List.of("the first by time\n".length(), second, content().length);
  }

  @Test
  void files_that_come_are_read_once_and_whole_whatever_their_times() throws Exception {
    try (SourceReader reader = SequenceReader.ofDirectory(source, Offset.START)) {
      ReadingThread reading = new ReadingThread(reader);
      reading.through("no newline|");
      appear("d", "new\n", 300);
      assertThat(reading.through("|")).isEqualTo("new\n|");
      appear("e", "late, older than what was read\n", 150);
      assertThat(reading.through("|")).isEqualTo("late, older than what was read\n|");
      Files.delete(directory.resolve("d"));
      Files.writeString(directory.resolve("e"), "changed\n", StandardOpenOption.APPEND);
      appear("f", "the last\n", 400);
      reader.drain();
      assertThat(reading.through(".")).isEqualTo("the last\n|.");
    }
  }

  @Test
  void a_file_that_replaces_one_which_was_read_is_new() throws Exception {
    try (SourceReader reader = SequenceReader.ofDirectory(source, Offset.START)) {
      ReadingThread reading = new ReadingThread(reader);
      reading.through("no newline|");
      appear("a", "that of the next night\n", 300);
      assertThat(reading.through("|")).isEqualTo("that of the next night\n|");
      appear("c", "of the next night too\n", 100);
      assertThat(reading.through("|")).isEqualTo("of the next night too\n|");
      appear("d", "the last\n", 400);
      assertThat(reading.through("|")).isEqualTo("the last\n|");
      reader.drain();
      assertThat(reading.through(".")).isEqualTo(".");
    }
  }

  @Test
  void of_many_files_at_once_none_is_missed() throws Exception {
    int count = 500;
    try (SourceReader reader = SequenceReader.ofDirectory(source, Offset.START)) {
      ReadingThread reading = new ReadingThread(reader);
      reading.through("no newline|");
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < count; i++) {
        appear("many-" + (10_000 + i), i + "\n", 1_000 + i);
        all.append(i).append("\n|");
      }
      reader.drain();
      assertThat(reading.through(".")).isEqualTo(all + ".");
    }
  }

  /** One that came late is not finished, and lies before others that are. */
  @Test
  void an_offset_tells_of_a_file_that_came_late() throws Exception {
    Offset at;
    try (SourceReader reader = SequenceReader.ofDirectory(source, Offset.START)) {
      read(reader, content().length + boundaries().size());
      appear("late", "came late\n", 50);
      assertThat(read(reader, 5)).isEqualTo("came ");
      at = reader.offset().orElseThrow();
    }
    appear("z", "came after\n", 500);
    try (SourceReader reader = open(at)) {
      assertThat(new ReadingThread(reader).through(".")).isEqualTo("late\n|came after\n|.");
    }
  }

  @Test
  void a_file_that_goes_before_its_turn_is_not_read() throws Exception {
    try (SourceReader reader = open(Offset.START)) {
      read(reader, 3);
      Files.delete(directory.resolve("a"));
      assertThat(new ReadingThread(reader).through("."))
          .isEqualTo(" first by time\n|the third, which has no newline|.");
    }
  }

  @Test
  void the_tail_is_the_newest_file_as_it_grows_and_then_those_that_follow() throws Exception {
    try (SourceReader reader = SequenceReader.ofDirectory(source.tail(), Offset.START)) {
      ReadingThread reading = new ReadingThread(reader);
      assertThat(reading.through("newline")).isEqualTo("the third, which has no newline");
      append("b", ", and grows\n");
      assertThat(reading.through("\n")).isEqualTo(", and grows\n");
      appear("d", "the next\n", 300);
      assertThat(reading.through("next\n")).isEqualTo("|the next\n");
      append("d", "grows as well\n");
      append("b", "is read no more\n");
      reader.drain();
      assertThat(reading.through(".")).isEqualTo("grows as well\n|.");
    }
  }

  @Test
  void the_tail_goes_on_at_its_offset() throws Exception {
    Offset at;
    try (SourceReader reader = SequenceReader.ofDirectory(source.tail(), Offset.START)) {
      assertThat(read(reader, 9)).isEqualTo("the third");
      at = reader.offset().orElseThrow();
    }
    append("b", " and grows\n");
    appear("d", "the next\n", System.currentTimeMillis() / 1_000 + 10);
    try (SourceReader reader = SequenceReader.ofDirectory(source.tail(), at)) {
      reader.drain();
      assertThat(new ReadingThread(reader).through("."))
          .isEqualTo(", which has no newline and grows\n|the next\n|.");
    }
  }

  @Test
  void the_tail_of_an_empty_directory_is_what_comes() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    DirectorySource tail = Sources.directory(empty).tail();
    try (SourceReader reader = SequenceReader.ofDirectory(tail, Offset.START)) {
      ReadingThread reading = new ReadingThread(reader);
      Files.writeString(empty.resolve("x"), "something\n");
      assertThat(reading.through("\n")).isEqualTo("something\n");
    }
  }

  @Test
  void what_is_no_directory_is_said_so_and_not_tried_again() {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> SequenceReader.ofDirectory(Sources.directory(none), Offset.START))
        .isInstanceOf(SourceFailedException.class)
        .hasMessage("source " + none + ": there is no such directory");
    Path file = directory.resolve("a");
    assertThatThrownBy(() -> SequenceReader.ofDirectory(Sources.directory(file), Offset.START))
        .isInstanceOf(SourceFailedException.class)
        .hasMessage("source " + file + " is no directory; read it with Sources.file");
  }

  /** Reads so many bytes and boundaries. */
  private static String read(SourceReader reader, int count) throws IOException {
    StringBuilder read = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ByteBuffer one = ByteBuffer.allocate(1);
      if (reader.read(one) > 0) {
        read.append((char) one.get(0));
      }
    }
    return read.toString();
  }

  private void put(String name, String text, long modifiedSeconds) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * modifiedSeconds));
  }

  /** As a file should: complete, by a rename. */
  private void appear(String name, String text, long modifiedSeconds) throws IOException {
    put("." + name, text, modifiedSeconds);
    Path complete = directory.resolve(name);
    Files.move(directory.resolve("." + name), complete, StandardCopyOption.REPLACE_EXISTING);
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardOpenOption.APPEND);
  }
}
