package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the reader of a source that can go back keeps to. Whoever writes one extends this, and
 * inherits its tests.
 */
public abstract class SourceReaderContract {
  private static final int MOST_BYTES = 100;

  /** For those who extend it. */
  protected SourceReaderContract() {}

  /**
   * Opens the source under test, a split of it that has some hundred bytes or more.
   *
   * @return a reader that comes to an end, if need be because it was told to drain
   */
  protected abstract SourceReader open(Offset from) throws IOException;

  /** The bytes of the split, in order. */
  protected abstract byte[] content();

  /** Where the bytes of one record may not be followed by those of another; none unless said. */
  protected List<Integer> boundaries() {
    return List.of();
  }

  @Test
  void hands_out_its_bytes_in_order_and_then_ends_again_and_again() throws Exception {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (SourceReader reader = open(Offset.START)) {
      while (step(reader, 1 << 20, read) != SourceReader.END) {
        // on
      }
      assertThat(text(read.toByteArray())).isEqualTo(text(content()));
      assertThat(step(reader, 10, read)).isEqualTo(SourceReader.END);
    }
  }

  @Seeds(20)
  void reads_no_more_than_there_is_room_for_and_says_where_files_end(long seed) throws Exception {
    Random random = new Random(seed);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    List<Integer> boundaries = new ArrayList<>();
    try (SourceReader reader = open(Offset.START)) {
      int bytes = 1;
      while (bytes != SourceReader.END) {
        bytes = step(reader, 1 + random.nextInt(MOST_BYTES), read);
        if (bytes == SourceReader.BOUNDARY) {
          boundaries.add(read.size());
        }
      }
    }
    assertThat(text(read.toByteArray())).isEqualTo(text(content()));
    assertThat(boundaries).isEqualTo(boundaries());
  }

  @Seeds(20)
  void killed_after_any_read_it_goes_on_at_its_offset(long seed) throws Exception {
    Random random = new Random(seed);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    Offset at = Offset.START;
    boolean ended = false;
    while (!ended) {
      try (SourceReader reader = open(at)) {
        for (int reads = random.nextInt(4); reads >= 0 && !ended; reads--) {
          ended = step(reader, 1 + random.nextInt(MOST_BYTES), read) == SourceReader.END;
          at = new Offset(reader.offset().orElseThrow().text());
        }
      }
    }
    assertThat(text(read.toByteArray())).isEqualTo(text(content()));
  }

  @Test
  void an_offset_can_be_opened_more_than_once() throws Exception {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    Offset at;
    try (SourceReader reader = open(Offset.START)) {
      assertThat(step(reader, 10, head)).isPositive();
      at = reader.offset().orElseThrow();
    }
    for (int i = 0; i < 2; i++) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.toByteArray());
      try (SourceReader reader = open(at)) {
        assertThat(reader.offset()).contains(at);
        while (step(reader, MOST_BYTES, all) != SourceReader.END) {
          // on
        }
      }
      assertThat(text(all.toByteArray())).isEqualTo(text(content()));
    }
  }

  /** Bytes as one can read them in a message. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Reads into the middle of a buffer, which must be left alone elsewhere. */
  private static int step(SourceReader reader, int room, ByteArrayOutputStream to)
      throws IOException {
    ByteBuffer into = ByteBuffer.allocateDirect(room + 2).position(1).limit(room + 1);
    int bytes = reader.read(into);
    assertThat(into.position()).as("position after a read").isEqualTo(1 + Math.max(0, bytes));
    assertThat(into.limit()).isEqualTo(room + 1);
    assertThat(into.get(0)).isZero();
    byte[] read = new byte[Math.max(0, bytes)];
    into.get(1, read);
    to.writeBytes(read);
    return bytes;
  }
}
