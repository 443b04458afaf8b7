package io.millrace.actors.worker.dataplane;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.block.RecordTooLongException;
import io.millrace.core.time.Clock;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one connection: opens the source, reads until the connection ends, says how it
 * ended. Owned by the stream's receiver, which starts another one to connect again.
 */
public final class ReadLoop {
  private static final Logger log = LoggerFactory.getLogger(ReadLoop.class);

  private final Input input;
  private final StreamIntake intake;
  private final BufferPool buffers;
  private final Clock clock;
  private final StagePause pause;
  private final Listener listener;
  private final Thread thread;
  private volatile @Nullable SourceReader reader;
  private volatile boolean stopped;

  private ReadLoop(
      Input input,
      StreamIntake intake,
      BufferPool buffers,
      Clock clock,
      StagePause pause,
      Listener listener) {
    this.input = input;
    this.intake = intake;
    this.buffers = buffers;
    this.clock = clock;
    this.pause = pause;
    this.listener = listener;
    this.thread = new Thread(this::run, "read-loop " + input.label());
    thread.setDaemon(true);
    thread.setContextClassLoader(input.loader());
  }

  /** Starts to connect. */
  public static ReadLoop start(
      Input input,
      StreamIntake intake,
      BufferPool buffers,
      Clock clock,
      StagePause pause,
      Listener listener) {
    ReadLoop loop = new ReadLoop(input, intake, buffers, clock, pause, listener);
    loop.thread.start();
    return loop;
  }

  /**
   * What to connect to.
   *
   * @param split index into the source's splits
   * @param label names the split in messages
   * @param loader of the job's classes
   */
  public record Input(
      Source source,
      int split,
      String label,
      List<ConnectorProvider> connectors,
      ClassLoader loader) {}

  /** Hears of the connection, on the loop's thread. */
  public interface Listener {
    void connected();

    /** The first bytes of this connection have come. */
    void firstBytes();

    /** The last call: the thread ends. */
    void ended(End end);
  }

  /**
   * @param detail one sentence, empty when the loop was stopped
   */
  public record End(How how, String detail) {}

  /** How a connection ended. */
  public enum How {
    /** It never came about. */
    REFUSED,
    /** The source ended it between two records. */
    CLEAN,
    /** It broke, or the source ended it inside a record. */
    BROKEN,
    /** {@link ReadLoop#stop} ended it. */
    STOPPED
  }

  /** Ends the connection now; {@link Listener#ended} follows. */
  public void stop() {
    stopped = true;
    SourceReader open = reader;
    if (open != null) {
      close(open);
    }
    thread.interrupt();
  }

  private void run() {
    End end;
    try {
      intake.claim();
      try {
        end = connect();
      } finally {
        intake.disclaim();
      }
    } catch (InterruptedException e) {
      end = new End(How.STOPPED, "");
    } catch (Throwable e) { // whatever it is, the receiver must hear that nobody reads
      log.error("read loop failed source={}", input.label(), e);
      end = new End(How.BROKEN, input.label() + " could not be read: " + e);
    }
    listener.ended(end);
  }

  private End connect() {
    SourceReader opened;
    try {
      opened = open();
    } catch (IOException e) {
      return stopped ? new End(How.STOPPED, "") : new End(How.REFUSED, sentence(e));
    }
    reader = opened;
    try {
      return readAndSeal(opened);
    } finally {
      close(opened);
    }
  }

  private SourceReader open() throws IOException {
    for (ConnectorProvider connector : input.connectors()) {
      SourceReader opened = connector.openSource(input.source(), input.split());
      if (opened != null) {
        return opened;
      }
    }
    throw new IOException("no connector on this worker reads " + input.source());
  }

  private End readAndSeal(SourceReader from) {
    intake.startConnection();
    listener.connected();
    String broken = "";
    try {
      readUntilItEnds(from);
    } catch (IOException e) {
      broken = sentence(e);
    } catch (InterruptedException e) {
      broken = input.label() + ": the read loop was interrupted";
    } catch (RecordTooLongException e) {
      broken = input.label() + ": " + e.getMessage();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      log.error("source or framing failed source={}", input.label(), e);
      broken = input.label() + ": source or framing failed: " + e;
    }
    int dropped = intake.endConnection(!stopped);
    return end(broken, dropped);
  }

  private End end(String broken, int dropped) {
    if (stopped) {
      return new End(How.STOPPED, "");
    }
    if (!broken.isEmpty()) {
      return new End(How.BROKEN, broken);
    }
    if (dropped > 0) {
      String inside = " ended inside a record, of which " + dropped + " bytes had come";
      return new End(How.BROKEN, input.label() + inside);
    }
    return new End(How.CLEAN, input.label() + " ended");
  }

  private void readUntilItEnds(SourceReader from) throws IOException, InterruptedException {
    boolean first = true;
    while (!stopped) {
      int bytes = from.read(intake.target(buffers));
      if (bytes < 0) {
        return;
      }
      pause.at("receive");
      intake.onRead(bytes, clock.nanos());
      if (first) {
        listener.firstBytes();
        first = false;
      }
    }
  }

  private String sentence(IOException e) {
    String message = e.getMessage();
    return message == null ? input.label() + ": " + e : message;
  }

  private void close(SourceReader open) {
    try {
      open.close();
    } catch (IOException e) {
      log.debug("closing failed source={}", input.label(), e);
    }
  }
}
