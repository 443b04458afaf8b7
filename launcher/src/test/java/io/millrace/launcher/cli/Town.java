package io.millrace.launcher.cli;

import io.millrace.testkit.UserJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the lines come from: sends a few to the connection that is made to it, and ends it when it
 * is told to.
 */
final class Town implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));

  Town() throws IOException {}

  /** Waits for the connection and sends; the connection stays open until it is closed. */
  Socket send(String... lines) throws IOException {
    Socket socket = server.accept();
    for (String line : lines) {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return socket;
  }

  /**
   * A jar with {@code com.acme.Numbers}, which reads whole numbers from here and writes them to a
   * file, and with {@code com.acme.NoJob} and {@code com.acme.Breaks}, which are as they are
   * called.
   */
  Path jar(Path directory, Path output) throws IOException {
    return new UserJar()
        .with("com.acme.NoJob", "package com.acme; public class NoJob {}")
        .with(
            "com.acme.Breaks",
            """
            package com.acme;

            public class Breaks implements io.millrace.dsl.StreamJob {
              @Override public void define(io.millrace.dsl.StreamContext context) {
                throw new IllegalStateException("no such town");
              }
            }
            """)
        .with(
            "com.acme.Numbers",
            """
            package com.acme;

            import io.millrace.dsl.*;
            import java.nio.file.Path;
            import java.util.List;

            public class Numbers implements StreamJob {
              @Override public void define(StreamContext context) {
                context
                    .source(Sources.sockets(List.of("127.0.0.1:%d")), Decoders.lines())
                    .map(line -> Integer.toString(Integer.parseInt(line)))
                    .to(Sinks.file(Path.of("%s")));
              }
            }
            """
                .formatted(server.getLocalPort(), output))
        .writeTo(directory.resolve("numbers.jar"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
