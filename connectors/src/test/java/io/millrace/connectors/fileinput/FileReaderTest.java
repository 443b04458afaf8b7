package io.millrace.connectors.fileinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceFailedException;
import io.millrace.dsl.SourceReader;
import io.millrace.testkit.SourceReaderContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReaderTest extends SourceReaderContract {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write_a_file() throws IOException {
    file = Files.write(directory.resolve("numbers"), content());
  }

  @Override
  protected SourceReader open(Offset from) throws IOException {
    return FileReader.open(file, from);
  }

  @Override
  protected byte[] content() {
    return Texts.numbered("a line of the file", 100);
  }

  @Test
  void its_offset_is_the_byte_position() throws Exception {
    try (SourceReader reader = open(Offset.at(7))) {
      reader.read(ByteBuffer.allocate(5));
      assertThat(reader.offset()).contains(new Offset("12"));
    }
  }

  @Test
  void once_closed_it_ends() throws Exception {
    SourceReader reader = open(Offset.START);
    reader.close();
    assertThat(reader.read(ByteBuffer.allocate(5))).isEqualTo(SourceReader.END);
  }

  @Test
  void what_is_no_file_is_said_so_and_not_tried_again() {
    assertThatThrownBy(() -> FileReader.open(directory.resolve("none"), Offset.START))
        .isInstanceOf(SourceFailedException.class)
        .hasMessage("source " + directory.resolve("none") + ": there is no such file");
    assertThatThrownBy(() -> FileReader.open(directory, Offset.START))
        .isInstanceOf(SourceFailedException.class)
        .hasMessage("source %s is a directory; read it with Sources.directory", directory);
  }
}
