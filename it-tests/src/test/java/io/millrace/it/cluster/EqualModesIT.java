package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobStatus;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import io.millrace.it.cluster.JobsUnderTest.Copy;
import io.millrace.it.cluster.JobsUnderTest.ThreeStages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same numbers through the same jobs, whoever cuts the batches. What is expected is computed
 * here, from the numbers.
 */
@Tag("multi-jvm")
@Timeout(120)
class EqualModesIT {
  private static final int STREAMS = 3;
  private static final int NUMBERS = 60_000;
  private static final int PIECES = 30;

  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "per-batch, 1",
    "group, 1",
    "group, 2",
    "per-batch, 3",
    "group, 3",
  })
  void one_stage_copies_every_stream_in_order(String mode, int workers) throws Exception {
    JobStatus status = run(Copy.class, mode, workers);
    for (int stream = 0; stream < STREAMS; stream++) {
      new Output(directory).assertHolds(stream, numbers(stream).mapToObj(Long::toString).toList());
    }
    assertWhole(status);
  }

  @ParameterizedTest
  @CsvSource({"group, 1", "per-batch, 2", "group, 2", "group, 3"})
  void two_stages_sum_by_the_last_two_digits(String mode, int workers) throws Exception {
    JobStatus status = run(TwoStages.class, mode, workers);
    assertThat(new Output(directory).totals()).isEqualTo(sums(n -> Long.toString(n % 100)));
    assertWhole(status);
  }

  @ParameterizedTest
  @CsvSource({"group, 1", "per-batch, 2", "group, 2", "group, 3"})
  void three_stages_sum_by_the_last_digit(String mode, int workers) throws Exception {
    JobStatus status = run(ThreeStages.class, mode, workers);
    assertThat(new Output(directory).totals()).isEqualTo(sums(n -> Long.toString(n % 10)));
    assertWhole(status);
  }

  private JobStatus run(Class<? extends StreamJob> job, String mode, int workers) throws Exception {
    cluster.set("millrace.scheduling.mode", mode).set("millrace.batch.interval", "4ms");
    for (int worker = 0; worker < workers; worker++) {
      cluster.worker();
    }
    List<LineServer> servers = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      servers.add(new LineServer());
    }
    String sources = String.join(",", servers.stream().map(LineServer::address).toList());
    cluster.run(job, sources, directory);
    send(servers);
    for (LineServer server : servers) {
      server.close();
    }
    return cluster.drain();
  }

  /** Piece by piece, a stream after the other, so that there are many batches of all streams. */
  private static void send(List<LineServer> servers) throws Exception {
    List<LineServer.Connection> connections = new ArrayList<>();
    for (LineServer server : servers) {
      connections.add(server.accept());
    }
    for (int piece = 0; piece < PIECES; piece++) {
      int from = piece * (NUMBERS / PIECES);
      for (int stream = 0; stream < STREAMS; stream++) {
        connections
            .get(stream)
            .send(
                numbers(stream)
                    .skip(from)
                    .limit(NUMBERS / PIECES)
                    .mapToObj(Long::toString)
                    .toList());
      }
    }
  }

  private static LongStream numbers(int stream) {
    return LongStream.range(0, NUMBERS).map(n -> n * STREAMS + stream);
  }

  private static Map<String, Long> sums(LongFunction<String> key) {
    Map<String, Long> sums = new TreeMap<>();
    LongStream.range(0, (long) NUMBERS * STREAMS)
        .forEach(number -> sums.merge(key.apply(number), number, Long::sum));
    return sums;
  }

  private static void assertWhole(JobStatus status) {
    assertThat(status.records()).isEqualTo((long) NUMBERS * STREAMS);
    assertThat(status.lost()).isEmpty();
  }

  /** Numbers summed by their last two digits; two stages. */
  public static final class TwoStages implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.sockets(List.of(context.arguments().get(0).split(","))), Decoders.lines())
          .map(Long::valueOf)
          .keyBy(number -> number % 100)
          .reduce(Long::sum)
          .to(Sinks.file(context.arguments().get(1)));
    }
  }
}
