package io.millrace.connectors.socket;

import io.millrace.connectors.buffer.BatchBuffer;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.SocketSink;
import java.io.DataInput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch to a TCP server when it commits. What a connection that broke has taken of the
 * batch is sent again by the next one: at least once. A server says nothing about what it has read,
 * so nothing is remembered between batches.
 */
public final class SocketPartition implements SinkPartition {
  private static final Logger log = LoggerFactory.getLogger(SocketPartition.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final SocketSink server;
  private final Duration patience;
  private final BatchBuffer buffer = new BatchBuffer();
  private @Nullable SinkConnection connection;
  private long reconnects;

  /** A partition that connects with its first output. */
  public SocketPartition(SocketSink server) {
    this(server, PATIENCE);
  }

  SocketPartition(SocketSink server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  @Override
  public BatchId lastCommitted() {
    return BatchId.NONE;
  }

  @Override
  public void write(BatchId batch, DataInput output, int length) throws IOException {
    buffer.append(batch, output, length);
  }

  @Override
  public void commit(BatchId batch) throws IOException {
    byte[] lines = buffer.of(batch);
    if (lines.length > 0) {
      sendUntilTaken(batch, lines);
    }
    buffer.clear();
  }

  /** {@code reconnects}. */
  @Override
  public Map<String, Long> metrics() {
    return Map.of("reconnects", reconnects);
  }

  @Override
  public void close() throws IOException {
    buffer.clear();
    hangUp();
  }

  private void sendUntilTaken(BatchId batch, byte[] lines) throws IOException {
    long start = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        connected().send(lines);
        return;
      } catch (IOException e) {
        hangUp();
        giveUpAfter(start, e);
        log.warn("socket sink {}:{} tries again with {}: {}", host(), port(), batch, e.toString());
      }
      sleep(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      reconnects++;
    }
  }

  private void giveUpAfter(long start, IOException cause) throws IOException {
    long waited = System.nanoTime() - start;
    if (waited >= patience.toNanos() || Thread.currentThread().isInterrupted()) {
      throw new IOException(
          "socket sink %s:%d was tried for %d s: %s"
              .formatted(
                  host(), port(), TimeUnit.NANOSECONDS.toSeconds(waited), cause.getMessage()),
          cause);
    }
  }

  private SinkConnection connected() throws IOException {
    if (connection == null) {
      connection = SinkConnection.open(server, patience);
    }
    return connection;
  }

  private void hangUp() throws IOException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private String host() {
    return server.host();
  }

  private int port() {
    return server.port();
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
