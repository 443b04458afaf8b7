package io.millrace.connectors.fileinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceFailedException;
import io.millrace.dsl.SourceReader;
import io.millrace.testkit.SourceReaderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GrowingFileTest extends SourceReaderContract {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write_a_file() throws IOException {
    file = Files.write(directory.resolve("log"), content());
  }

  @Override
  protected SourceReader open(Offset from) throws IOException {
    SourceReader reader = SequenceReader.ofGrowingFile(file, from);
    reader.drain();
    return reader;
  }

  @Override
  protected byte[] content() {
    return Texts.numbered("a line of the log", 30);
  }

  @Override
  protected List<Integer> boundaries() {
    return List.of(content().length);
  }

  @Test
  void reads_on_as_the_file_grows_until_it_is_drained() throws Exception {
    try (SourceReader reader = SequenceReader.ofGrowingFile(file, Offset.at(content().length))) {
      ReadingThread reading = new ReadingThread(reader);
      append("one\n");
      assertThat(reading.through("one\n")).isEqualTo("one\n");
      append("tw");
      assertThat(reading.through("tw")).isEqualTo("tw");
      append("o\n");
      reader.drain();
      assertThat(reading.through(".")).isEqualTo("o\n|.");
    }
  }

  @Test
  void goes_over_to_the_file_that_replaces_it_and_leaves_nothing_of_the_old_one() throws Exception {
    try (SourceReader reader = SequenceReader.ofGrowingFile(file, Offset.at(content().length))) {
      ReadingThread reading = new ReadingThread(reader);
      append("last\n");
      reading.through("last\n");
      Files.move(file, directory.resolve("log.1"));
      Files.writeString(directory.resolve("log.1"), "very last", StandardOpenOption.APPEND);
      Files.writeString(file, "first\n");
      assertThat(reading.through("first\n")).isEqualTo("very last|first\n");
    }
  }

  @Test
  void starts_again_when_the_file_is_cut_to_nothing() throws Exception {
    try (SourceReader reader = SequenceReader.ofGrowingFile(file, Offset.at(content().length))) {
      ReadingThread reading = new ReadingThread(reader);
      append("old\n");
      reading.through("old\n");
      Files.writeString(file, "");
      assertThat(reading.through("|")).isEqualTo("|");
      append("new\n");
      assertThat(reading.through("new\n")).isEqualTo("new\n");
    }
  }

  @Test
  void closing_it_ends_a_read_that_waits() throws Exception {
    SourceReader reader = SequenceReader.ofGrowingFile(file, Offset.START);
    ReadingThread reading = new ReadingThread(reader);
    reading.through(" 29\n");
    reader.close();
    assertThat(reading.through(".")).isEqualTo(".");
  }

  @Test
  void a_file_that_is_not_there_is_waited_for() {
    Path none = directory.resolve("none");

    assertThatThrownBy(() -> SequenceReader.ofGrowingFile(none, Offset.START))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SourceFailedException.class)
        .hasMessage("source " + none + ": there is no such file yet");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
