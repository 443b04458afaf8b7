package io.millrace.launcher.generate;

import io.millrace.launcher.generate.ConnectionResult.Ending;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One run of the generator: accepts connections, gives each a thread, and ends them all. */
final class RecordGenerator {
  /**
   * How long a stopped connection may hang in its last write. A reader that takes less than one
   * chunk in that time is stuck.
   */
  static final long STOP_PATIENCE_SECONDS = 10;

  private final ServerSocketChannel server;
  private final GeneratorSettings settings;
  private final RunClock clock;
  private final RunReport report;
  private final ConnectionSeats seats;
  private final List<Served> served = new CopyOnWriteArrayList<>();
  private volatile @Nullable IOException acceptFailure;

  /** A connection, what it writes to, and the thread that does. */
  private record Served(GeneratorConnection connection, SocketChannel channel, Thread thread) {}

  /**
   * A run on a socket that listens already.
   *
   * @param server closed at the end of the run
   */
  RecordGenerator(
      ServerSocketChannel server, GeneratorSettings settings, RunClock clock, RunReport report) {
    this.server = server;
    this.settings = settings;
    this.clock = clock;
    this.report = report;
    this.seats = new ConnectionSeats(settings.connections());
  }

  /**
   * Serves until every seat was lived out or {@link #stop} is called.
   *
   * @throws IOException where no connection can be accepted any more
   */
  RunTotals run() throws IOException, InterruptedException {
    report.listening(settings.bind(), server.socket().getLocalPort());
    Thread acceptor = start("generate-accept", this::acceptConnections);
    Thread ticker = start("generate-progress", this::reportProgress);
    seats.awaitEnd();
    seats.close();
    server.close();
    acceptor.join(); // after this no connection is added
    endConnections();
    ticker.interrupt();
    ticker.join();
    refuseAfterAcceptFailure();
    return RunTotals.of(connections().stream().map(GeneratorConnection::result).toList());
  }

  /** Ends the run: every connection between two records. Any thread may call it. */
  void stop() {
    seats.close();
  }

  private List<GeneratorConnection> connections() {
    return served.stream().map(Served::connection).toList();
  }

  private void reportProgress() {
    if (settings.progress()) {
      new ProgressTicker(this::connections, settings.recordBytes(), clock, report).run();
    }
  }

  private void acceptConnections() {
    try {
      while (true) {
        seat(server.accept());
      }
    } catch (ClosedChannelException e) {
      // The run is over.
    } catch (IOException e) {
      acceptFailure = e;
      stop();
    } catch (InterruptedException e) {
      stop();
    }
  }

  private void refuseAfterAcceptFailure() throws IOException {
    IOException failure = acceptFailure;
    if (failure != null) {
      throw new IOException("cannot accept connections any more: " + failure.getMessage(), failure);
    }
  }

  private void seat(SocketChannel channel) throws IOException, InterruptedException {
    if (!seats.take()) {
      channel.close();
      return;
    }
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) { // it has left already
      channel.close();
      seats.leave();
      return;
    }
    serve(channel);
  }

  private void serve(SocketChannel channel) {
    int ordinal = served.size();
    GeneratorConnection connection = new GeneratorConnection(channel, ordinal, settings, clock);
    Thread thread = start("generate-" + ordinal, () -> runToItsEnd(connection));
    served.add(new Served(connection, channel, thread));
  }

  private void runToItsEnd(GeneratorConnection connection) {
    connection.run();
    ConnectionResult result = connection.result();
    report.connection(result);
    if (result.ending() == Ending.DONE) {
      seats.liveOut();
    } else {
      seats.leave();
    }
  }

  private void endConnections() throws InterruptedException, IOException {
    for (Served each : served) {
      each.connection().stop();
      LockSupport.unpark(each.thread());
    }
    long deadline = clock.nanos() + TimeUnit.SECONDS.toNanos(STOP_PATIENCE_SECONDS);
    for (Served each : served) {
      long patience = TimeUnit.NANOSECONDS.toMillis(deadline - clock.nanos());
      each.thread().join(Math.max(1, patience));
      each.channel().close(); // frees a thread that hangs in a write
      each.thread().join();
    }
  }

  /** Daemons: whoever starts a run waits for it, and the process must be able to end without. */
  private static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
