package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.StreamStatus;
import io.millrace.it.cluster.JobsUnderTest.Copy;
import io.millrace.it.cluster.JobsUnderTest.WaitsAtDoor;
import io.millrace.it.cluster.LineServer.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A source that comes and goes, and one that is faster than the job. */
@Tag("multi-jvm")
@Timeout(120)
class SourceIT {
  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();

  @Test
  void a_source_that_closes_between_two_records_and_comes_back_loses_none(@TempDir Path directory)
      throws Exception {
    List<String> all = new ArrayList<>();
    JobStatus status;
    try (LineServer server = new LineServer()) {
      cluster.worker().run(Copy.class, server.address(), directory);
      for (int call = 0; call < 3; call++) {
        List<String> lines = lines(1_000 * call, 1_000);
        all.addAll(lines);
        try (Connection connection = server.accept()) {
          connection.send(lines);
        }
      }
      cluster.await("the records of three calls", last -> last.records() == all.size());
      server.close();
      status = cluster.drain();
    }
    new Output(directory).assertHolds(0, all);
    StreamStatus stream = status.streams().get(0);
    assertThat(stream.position()).isEqualTo(bytes(all));
    assertThat(stream.truncatedBytes()).isZero();
    assertThat(stream.connections()).isGreaterThanOrEqualTo(3);
  }

  /** 32 MB do not fit between sender and job: memory for blocks, receive buffers, the system's. */
  @Test
  void a_sender_that_is_faster_than_the_job_is_held_back_and_loses_none(@TempDir Path directory)
      throws Exception {
    List<String> lines = lines(0, 32_000).stream().map(line -> line + "-".repeat(992)).toList();
    try (LineServer server = new LineServer();
        LineServer door = new LineServer()) {
      cluster
          .set("millrace.executor.slots", 1)
          .set("millrace.block-store.unconsumed-bytes", "2MiB")
          .set("millrace.block-store.segment-bytes", "256KiB")
          .set("millrace.block.max-bytes", "256KiB")
          .set("millrace.receiver.buffer-bytes", "256KiB")
          .worker()
          .run(WaitsAtDoor.class, server.address(), directory, door.address());
      AtomicInteger sent = new AtomicInteger();
      Thread sender = sender(server.accept(), lines, sent);
      Connection waiting = door.accept();
      awaitStandstill(sent);
      assertThat(sent.get()).isPositive().isLessThan(lines.size());
      waiting.close();
      sender.join();
      server.close();
      assertThat(cluster.drain().records()).isEqualTo(lines.size());
    }
    new Output(directory).assertHolds(0, lines);
  }

  private static Thread sender(Connection connection, List<String> lines, AtomicInteger sent) {
    Thread sender =
        new Thread(
            () -> {
              for (String line : lines) {
                connection.send(List.of(line));
                sent.incrementAndGet();
              }
            },
            "sender");
    sender.start();
    return sender;
  }

  /** Until nothing was sent from one status of the driver to the next. */
  private void awaitStandstill(AtomicInteger sent) throws InterruptedException {
    JobStatus last = cluster.await("a status", status -> true);
    int before;
    do {
      before = sent.get();
      JobStatus known = last;
      last = cluster.await("the next status", status -> status != known);
    } while (sent.get() > before);
  }

  private static List<String> lines(int from, int count) {
    return IntStream.range(from, from + count).mapToObj("line%07d"::formatted).toList();
  }

  private static long bytes(List<String> lines) {
    return lines.stream().mapToLong(line -> line.length() + 1).sum();
  }
}
