package io.millrace.it.cluster;

import io.millrace.it.cluster.LineServer.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A source that never rests: sends numbered lines at a steady pace to the receiver that connected
 * last, as a sensor would. It remembers what it wrote to which connection.
 */
final class Feed implements AutoCloseable {
  private static final long TICK_MILLIS = 5;
  private static final int LINES_A_TICK = 20;

  private final LineServer server = new LineServer();
  private final LongFunction<String> line;
  private final List<List<String>> sent = new ArrayList<>();
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private @Nullable Connection current;
  private long next;

  /**
   * @param line the line with a number, counted from 0
   */
  Feed(LongFunction<String> line) {
    this.line = line;
    Thread acceptor = new Thread(this::accept, "feed-acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
    var unused =
        pace.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  String address() {
    return server.address();
  }

  /** Sends no more, and ends the connections behind what was sent. */
  void end() throws IOException, InterruptedException {
    pace.shutdown();
    if (!pace.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IOException("a receiver at " + address() + " does not read");
    }
    server.close();
  }

  /**
   * What was written to each connection, in order. A connection that broke may have taken a part of
   * its last lines only.
   */
  synchronized List<List<String>> sent() {
    return sent.stream().map(List::copyOf).toList();
  }

  @Override
  public void close() throws IOException {
    pace.shutdownNow();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        begin(server.accept());
      }
    } catch (IOException e) {
      // The server is closed: the feed is over.
    }
  }

  private synchronized void begin(Connection connection) {
    current = connection;
    sent.add(new ArrayList<>());
  }

  private synchronized void tick() {
    if (current == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES_A_TICK; i++) {
      lines.add(line.apply(next++));
    }
    sent.get(sent.size() - 1).addAll(lines);
    try {
      current.send(lines);
    } catch (UncheckedIOException e) {
      current = null; // its receiver has died; the next one gets what comes next
    }
  }
}
