package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
  @Test
  void files_end_and_directories_and_sockets_do_not() {
    assertThat(Sources.file("a", "b").isBounded()).isTrue();
    assertThat(Sources.file(Path.of("a"), Path.of("b")).splits()).containsExactly("a", "b");
    assertThat(Sources.file("a").tail().isBounded()).isFalse();
    assertThat(Sources.directory("d").isBounded()).isFalse();
    assertThat(Sources.directory("d").splits()).containsExactly("d");
    assertThat(Sources.socket("localhost", 1).isBounded()).isFalse();
    assertThat(Sources.of("x").isBounded()).isTrue();
  }

  @Test
  void lines_in_memory_are_lines() throws Exception {
    Source source = Sources.of("eins", "", "drei");

    assertThat(source.splits()).containsExactly("3 records in memory");
    assertThat(records(source, Decoders.lines())).containsExactly("eins", "", "drei");
    assertThat(records(Sources.of(), Decoders.lines())).isEmpty();
  }

  @Test
  void records_in_memory_come_back_through_their_codec() throws Exception {
    List<Point> points = List.of(new Point(1, "one"), new Point(-7, ""), new Point(2, "zwölf"));

    assertThat(records(Sources.of(PointCodec.INSTANCE, points), Decoders.of(PointCodec.INSTANCE)))
        .isEqualTo(points);
  }

  @Test
  void what_a_codec_cannot_read_or_leaves_over_is_rejected() {
    RecordCursor<Point> cursor = Decoders.of(PointCodec.INSTANCE).cursor();
    byte[] bytes = {
      0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 9, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0
    };
    cursor.reset(bytes, 0, bytes.length, 0);

    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.REJECTED);
    assertThat(cursor.rejection()).isEqualTo("the record ends inside its content");
    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.REJECTED);
    assertThat(cursor.rejection()).isEqualTo("1 bytes are left behind a Point");
    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.RECORD);
    assertThat(cursor.value()).isEqualTo(new Point(5, ""));
    assertThat(cursor.start()).isEqualTo(18);
    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.END);
  }

  @Test
  void what_a_codec_throws_over_is_rejected_with_its_words_and_hides_no_neighbour() {
    RecordCursor<Point> cursor = Decoders.of(PointCodec.INSTANCE).cursor();
    byte[] bytes = {0, 0, 0, 6, -128, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0};
    cursor.reset(bytes, 0, bytes.length, 0);

    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.REJECTED);
    assertThat(cursor.rejection())
        .isEqualTo("the decoder threw java.lang.IllegalArgumentException: x is no number");
    assertThat(cursor.next()).isEqualTo(RecordCursor.Next.RECORD);
    assertThat(cursor.value()).isEqualTo(new Point(5, ""));
  }

  @Test
  void what_makes_no_sense_is_refused_at_definition() {
    assertRefused(() -> Sources.file(new String[0]), "a file source needs the names of its files");
    assertRefused(() -> Sources.file("a", " "), "a file source needs the names of its files");
    assertRefused(() -> Sources.directory(""), "a directory source needs the name of a directory");
    assertRefused(
        () -> Sources.directory("d").every(Duration.ZERO),
        "directory source d: the poll interval must lie in 1 ms..1 min");
    assertRefused(
        () -> Sources.of("two\nlines"),
        "the line \"two\\nlines\" has a newline in it: make it two");
    assertRefused(
        () -> Sources.of("x".repeat(1_000_000)),
        "a source in memory of 1000001 bytes travels with the job, which may have at most 1000000;"
            + " put the records into a file");
    assertRefused(() -> Sinks.file(" "), "a file sink needs the name of a directory");
    assertRefused(
        () -> Sinks.file("d").withPrefix("../x"),
        "file sink d: the prefix \"../x\" must consist of letters, digits, _, . and -, and start"
            + " with none of the last two");
    assertRefused(
        () -> Sinks.file("d").withSegmentBytes(0),
        "file sink d: segments of 0 bytes; they must have at least 1");
    assertRefused(() -> Sinks.socket("h", 0), "socket sink h:0: the port must lie in 1..65535");
    assertRefused(() -> Sinks.socket("", 1), "socket sink :1 has no host");
  }

  @Test
  void an_offset_of_a_position_is_that_position() {
    assertThat(Offset.at(0)).isEqualTo(Offset.START);
    assertThat(Offset.START.position()).isZero();
    assertThat(new Offset(Offset.at(1L << 40).text()).position()).isEqualTo(1L << 40);
    assertThatThrownBy(() -> new Offset("x").position())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("offset \"x\" is no position");
  }

  private static void assertRefused(Runnable definition, String message) {
    assertThatThrownBy(definition::run)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage(message);
  }

  private static <T> List<T> records(Source source, Decoder<T> decoder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1_000);
    try (SourceReader reader = ((CustomSource) source).open(0, Offset.START)) {
      while (reader.read(bytes) != SourceReader.END) {
        // on
      }
    }
    RecordCursor<T> cursor = decoder.cursor();
    cursor.reset(bytes.array(), 0, bytes.position(), 0);
    List<T> records = new ArrayList<>();
    while (cursor.next() == RecordCursor.Next.RECORD) {
      records.add(cursor.value());
    }
    return records;
  }

  private record Point(int x, String name) {
    Point {
      if (x == Integer.MIN_VALUE) {
        throw new IllegalArgumentException("x is no number");
      }
    }
  }

  private enum PointCodec implements Codec<Point> {
    INSTANCE;

    @Override
    public Class<Point> type() {
      return Point.class;
    }

    @Override
    public void encode(Point point, DataOutput output) throws IOException {
      output.writeInt(point.x());
      output.writeUTF(point.name());
    }

    @Override
    public Point decode(DataInput input) throws IOException {
      return new Point(input.readInt(), input.readUTF());
    }
  }
}
