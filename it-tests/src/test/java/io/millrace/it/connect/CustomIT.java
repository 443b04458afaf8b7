package io.millrace.it.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.Codec;
import io.millrace.dsl.CustomSink;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Offset;
import io.millrace.dsl.RecordReader;
import io.millrace.dsl.RecordSource;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkCollector;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources and sinks that a user wrote, without anything installed on the workers. */
@Timeout(120)
class CustomIT {
  private static final int COUNT = 50_000;

  @TempDir private Path directory;

  @Test
  void records_of_a_source_of_ones_own_reach_a_sink_of_ones_own() throws Exception {
    Path file = directory.resolve("sum");
    run(new Doubling(new SumSink(file.toString())));

    long sum = Files.readAllLines(file).stream().mapToLong(Long::parseLong).sum();
    assertThat(sum).isEqualTo((long) COUNT * (COUNT - 1));
  }

  @Test
  void a_socket_sink_sends_a_line_a_record() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> received =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket connection = server.accept()) {
                  return new String(connection.getInputStream().readAllBytes(), UTF_8);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      run(new Doubling(Sinks.socket("localhost", server.getLocalPort())));

      List<String> expected =
          IntStream.range(0, COUNT).mapToObj(i -> String.valueOf(2L * i)).toList();
      assertThat(received.get(20, TimeUnit.SECONDS).lines()).containsExactlyElementsOf(expected);
    }
  }

  private static void run(StreamJob job) throws InterruptedException {
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle handle = millrace.run(job);
      assertThat(handle.await().records()).isEqualTo(COUNT);
    }
  }

  private record Doubling(Sink<? super Long> sink) implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(
              Sources.custom(new Numbers(), LongCodec.INSTANCE), Decoders.of(LongCodec.INSTANCE))
          .map(number -> 2 * number)
          .to(sink);
    }
  }

  /** The numbers from 0 on, a thousand at a time. */
  private record Numbers() implements RecordSource<Long> {
    @Override
    public List<String> splits() {
      return List.of("numbers");
    }

    @Override
    public boolean isBounded() {
      return true;
    }

    @Override
    public RecordReader<Long> open(int split, Offset from) {
      return new NumberReader(from.position());
    }
  }

  private static final class NumberReader implements RecordReader<Long> {
    private long next;

    NumberReader(long next) {
      this.next = next;
    }

    @Override
    public List<Long> read() {
      List<Long> numbers = new ArrayList<>();
      while (numbers.size() < 1_000 && next < COUNT) {
        numbers.add(next++);
      }
      return numbers;
    }

    @Override
    public Optional<Offset> offset() {
      return Optional.of(Offset.at(next));
    }

    @Override
    public void close() {}
  }

  private enum LongCodec implements Codec<Long> {
    INSTANCE;

    @Override
    public Class<Long> type() {
      return Long.class;
    }

    @Override
    public void encode(Long number, DataOutput output) throws IOException {
      output.writeLong(number);
    }

    @Override
    public Long decode(DataInput input) throws IOException {
      return input.readLong();
    }
  }

  /** Writes the sum of each batch as a line. */
  private record SumSink(String file) implements CustomSink<Long> {
    @Override
    public SinkCollector<Long> collector() {
      return SinkCollector.of(LongCodec.INSTANCE);
    }

    @Override
    public SinkPartition open(SinkContext context) {
      return new SumPartition(Path.of(file));
    }
  }

  private static final class SumPartition implements SinkPartition {
    private final Path file;
    private long sum;

    SumPartition(Path file) {
      this.file = file;
    }

    @Override
    public BatchId lastCommitted() {
      return BatchId.NONE;
    }

    @Override
    public void write(BatchId batch, DataInput output, int length) throws IOException {
      for (int i = 0; i < length / Long.BYTES; i++) {
        sum += LongCodec.INSTANCE.decode(output);
      }
    }

    @Override
    public void commit(BatchId batch) throws IOException {
      Files.writeString(file, sum + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      sum = 0;
    }

    @Override
    public void close() {}
  }
}
