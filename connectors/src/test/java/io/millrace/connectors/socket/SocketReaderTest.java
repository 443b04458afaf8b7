package io.millrace.connectors.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.SocketSource.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SocketReaderTest {
  private ServerSocket server;
  private Endpoint endpoint;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    endpoint = new Endpoint("localhost", server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void reads_what_the_server_sends_until_it_ends() throws Exception {
    try (SocketReader reader = SocketReader.connect(endpoint)) {
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write("one\ntwo\n".getBytes(UTF_8));
      }
      ByteBuffer into = ByteBuffer.allocate(100);
      while (reader.read(into) > 0) {
        // until the end
      }
      assertThat(new String(into.array(), 0, into.position(), UTF_8)).isEqualTo("one\ntwo\n");
      assertThat(reader.read(into)).isEqualTo(-1);
    }
  }

  @Test
  void appends_no_more_than_there_is_room_for() throws Exception {
    try (SocketReader reader = SocketReader.connect(endpoint);
        Socket peer = server.accept()) {
      peer.getOutputStream().write("abcdef".getBytes(UTF_8));
      ByteBuffer into = ByteBuffer.allocate(4);
      into.put((byte) '>');
      while (into.hasRemaining()) {
        assertThat(reader.read(into)).isPositive();
      }
      assertThat(new String(into.array(), UTF_8)).isEqualTo(">abc");
    }
  }

  @Test
  void closing_from_another_thread_ends_a_blocked_read() throws Exception {
    SocketReader reader = SocketReader.connect(endpoint);
    ExecutorService readLoop = Executors.newSingleThreadExecutor();
    try (Socket peer = server.accept()) {
      CountDownLatch reading = new CountDownLatch(1);
      Future<Integer> read =
          readLoop.submit(
              () -> {
                reading.countDown();
                return reader.read(ByteBuffer.allocate(10));
              });
      reading.await();
      reader.close();

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThat(peer.isClosed()).isFalse();
    } finally {
      readLoop.shutdownNow();
    }
  }

  @Test
  void a_connection_that_is_reset_is_told_with_its_source() throws Exception {
    try (SocketReader reader = SocketReader.connect(endpoint)) {
      Socket peer = server.accept();
      peer.setSoLinger(true, 0);
      peer.close();

      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(10)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("source " + endpoint + " broke the connection: ");
    }
  }

  @Test
  void a_port_where_nothing_listens_is_said_so() throws Exception {
    server.close();

    assertThatThrownBy(() -> SocketReader.connect(endpoint))
        .isInstanceOf(IOException.class)
        .hasMessage("source " + endpoint + " refused the connection: nothing listens there");
  }

  @Test
  void a_host_that_nobody_knows_is_said_so() {
    assertThatThrownBy(() -> SocketReader.connect(new Endpoint("no-such-host.invalid", 1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "source no-such-host.invalid:1: no address is known for host no-such-host.invalid");
  }
}
