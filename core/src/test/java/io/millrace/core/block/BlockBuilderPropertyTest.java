package io.millrace.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.Framing;
import io.millrace.dsl.StreamId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random records, reads, seals and connections against what a reader of the plain bytes sees. */
class BlockBuilderPropertyTest {
  private static final int MAX_RECORD = 40;
  private static final int MAX_BLOCK = 100;

  private final ArrayDeque<ReceiveBuffer> free = new ArrayDeque<>();
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final List<Long> expectedReads = new ArrayList<>();
  private final ByteArrayOutputStream actual = new ByteArrayOutputStream();
  private final List<Long> actualReads = new ArrayList<>();
  private final ArrayDeque<SealedRange> unstored = new ArrayDeque<>();
  private int buffers;
  private long time;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void blocks_in_a_row_are_the_input_cut_at_record_ends(long seed) {
    Random random = new Random(seed);
    long start = random.nextInt(1_000);
    BlockBuilder builder =
        new BlockBuilder(
            new StreamId(0), Framing.line(), new BlockLimits(MAX_BLOCK, MAX_RECORD), start, 0);

    int connections = 1 + random.nextInt(4);
    for (int i = 0; i < connections; i++) {
      connection(builder, random, i);
    }
    while (!unstored.isEmpty()) {
      store(builder);
    }

    assertThat(actual.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(actualReads).isEqualTo(expectedReads);
    assertThat(builder.position()).isEqualTo(start + expected.size());
    assertThat(builder.connections()).isEqualTo(connections);
    assertThat(free).as("all but the one in use").hasSize(Math.max(0, buffers - 1));
  }

  private void connection(BlockBuilder builder, Random random, int number) {
    byte[] input = records(random);
    int cut = input.length - random.nextInt(MAX_RECORD);
    ByteBuffer source = ByteBuffer.wrap(input, 0, Math.max(0, cut));
    builder.startConnection();
    int recordBytes = 0;
    while (source.hasRemaining()) {
      if (builder.needsBuffer()) {
        builder.use(buffer(random));
      }
      recordBytes = read(builder, random, source, recordBytes);
      if (builder.full() || random.nextInt(4) == 0) {
        seal(builder, number);
      }
      if (random.nextBoolean() && !unstored.isEmpty()) {
        store(builder);
      }
    }
    assertThat(builder.dropPartial()).isEqualTo(recordBytes);
    seal(builder, number);
  }

  /** One read; the model goes byte by byte and holds back the record that has not ended. */
  private int read(BlockBuilder builder, Random random, ByteBuffer source, int pending) {
    ByteBuffer target = builder.target();
    int most = Math.min(target.remaining(), source.remaining());
    int bytes = 1 + random.nextInt(Math.min(most, random.nextBoolean() ? 7 : most));
    time++;
    int recordBytes = pending;
    for (int i = 0; i < bytes; i++) {
      byte b = source.get();
      target.put(b);
      recordBytes++;
      if (b == '\n') {
        expected.write(source.array(), source.position() - recordBytes, recordBytes);
        expectedReads.add(time);
        recordBytes = 0;
      }
    }
    builder.onRead(bytes, time);
    return recordBytes;
  }

  private void seal(BlockBuilder builder, int connection) {
    builder
        .seal()
        .ifPresent(
            range -> {
              assertThat(range.meta().connection()).isEqualTo(connection);
              assertThat(range.meta().to()).isEqualTo(builder.position());
              assertThat(range.meta().length()).isBetween(1, MAX_BLOCK);
              unstored.add(range);
            });
  }

  /** Looks at the bytes late, so that a buffer used again too early shows. */
  private void store(BlockBuilder builder) {
    SealedRange range = unstored.remove();
    byte[] bytes = new byte[range.meta().length()];
    range.bytes().get(0, bytes);
    assertThat(range.bytes().remaining()).isEqualTo(bytes.length);
    assertThat(range.meta().from()).isEqualTo(builder.position() - unread() - bytes.length);
    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
    int read = 0;
    for (int i = 0; i < bytes.length; i++) {
      actual.write(bytes[i]);
      if (i >= range.reads().ends()[read]) {
        read++;
      }
      if (bytes[i] == '\n') {
        actualReads.add(range.reads().nanos()[read]);
      }
    }
    assertThat(range.reads().ends()[read]).isEqualTo(bytes.length);
    range.release();
  }

  private long unread() {
    return unstored.stream().mapToLong(range -> range.meta().length()).sum();
  }

  private ReceiveBuffer buffer(Random random) {
    if (!free.isEmpty()) {
      return free.remove();
    }
    buffers++;
    int size = MAX_RECORD + 1 + random.nextInt(200);
    return new ReceiveBuffer(ByteBuffer.allocateDirect(size), free::add);
  }

  private static byte[] records(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int records = random.nextInt(60);
    for (int i = 0; i < records; i++) {
      int length = random.nextInt(random.nextBoolean() ? 5 : MAX_RECORD);
      for (int j = 0; j < length; j++) {
        out.write('a' + random.nextInt(26));
      }
      out.write('\n');
    }
    return out.toByteArray();
  }
}
