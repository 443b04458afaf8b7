package io.millrace.connectors.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.SocketSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketPartitionTest {
  private ServerSocket server;
  private SocketSink sink;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    sink = new SocketSink("localhost", server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void sends_a_batch_when_it_commits_and_nothing_of_one_given_up() throws Exception {
    try (SocketPartition partition = new SocketPartition(sink)) {
      Outputs.write(partition, 0, "given up\n");
      Outputs.write(partition, 1, "of the first task\n");
      Outputs.commit(partition, 1, "of the second\n");
      Outputs.commit(partition, 2);
      Outputs.commit(partition, 3, "grün\n");
      assertThat(partition.lastCommitted()).isEqualTo(BatchId.NONE);
    }
    try (Socket connection = server.accept()) {
      assertThat(connection.getInputStream().readAllBytes())
          .asString(UTF_8)
          .isEqualTo("of the first task\nof the second\ngrün\n");
    }
  }

  @Test
  void a_connection_that_the_server_ends_between_two_batches_is_made_again() throws Exception {
    try (SocketPartition partition = new SocketPartition(sink)) {
      Outputs.commit(partition, 0, "zero\n");
      try (Socket first = server.accept()) {
        assertThat(first.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("zero\n");
      }
      Outputs.commit(partition, 1, "one\n");
      try (Socket second = server.accept()) {
        assertThat(second.getInputStream().readNBytes(4)).asString(UTF_8).isEqualTo("one\n");
      }
      assertThat(partition.metrics()).containsEntry("reconnects", 1L);
    }
  }

  @Test
  void a_batch_that_a_connection_broke_under_is_sent_again_from_its_beginning() throws Exception {
    byte[] large = "a line that is repeated\n".repeat(1_000_000).getBytes(UTF_8);
    try (SocketPartition partition = new SocketPartition(sink)) {
      CompletableFuture<Void> commit =
          CompletableFuture.runAsync(
              () -> {
                try {
                  Outputs.write(partition, 0, large);
                  Outputs.commit(partition, 0);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      try (Socket first = server.accept()) {
        first.getInputStream().readNBytes(1_000);
      }
      try (Socket second = server.accept()) {
        assertThat(second.getInputStream().readNBytes(large.length)).isEqualTo(large);
      }
      commit.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_server_that_is_not_there_fails_it_in_the_end() throws Exception {
    server.close();
    try (SocketPartition partition = new SocketPartition(sink, Duration.ofMillis(150))) {
      Outputs.commit(partition, 0);
      assertThatThrownBy(() -> Outputs.commit(partition, 1, "x\n"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("socket sink localhost:" + sink.port() + " was tried for 0 s: ")
          .hasMessageContaining("refused");
    }
  }

  @Test
  void a_server_that_reads_nothing_fails_it_in_the_end() throws Exception {
    byte[] large = new byte[32 * 1024 * 1024];
    try (SocketPartition partition = new SocketPartition(sink, Duration.ofMillis(150))) {
      Outputs.write(partition, 0, large);
      assertThatThrownBy(() -> Outputs.commit(partition, 0))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("it does not read what it is sent");
    }
  }
}
