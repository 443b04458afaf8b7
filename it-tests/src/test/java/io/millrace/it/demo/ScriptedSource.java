package io.millrace.it.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A source that sends a text to each connection in turn and closes it; after the last it is gone.
 */
final class ScriptedSource implements AutoCloseable {
  private final ServerSocket server;
  private final String address;
  private final Thread thread;

  private ScriptedSource(ServerSocket server, List<String> texts) {
    this.server = server;
    this.address = "127.0.0.1:" + server.getLocalPort();
    this.thread = new Thread(() -> serve(texts), "scripted source");
    thread.start();
  }

  static ScriptedSource of(String... texts) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    return new ScriptedSource(new ServerSocket(0, 10, loopback), List.of(texts));
  }

  private void serve(List<String> texts) {
    try (server) {
      for (String text : texts) {
        try (Socket connection = server.accept()) {
          connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test is over, or the reader has gone.
    }
  }

  /** {@code host:port}. */
  String address() {
    return address;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    thread.join();
  }
}
