package io.millrace.actors.worker.dataplane;

import io.millrace.actors.shared.StagePause;
import io.millrace.core.block.RecordTooLongException;
import io.millrace.core.time.Clock;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.CustomSource;
import io.millrace.dsl.FramingException;
import io.millrace.dsl.Offset;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceFailedException;
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
  private volatile boolean draining;
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
    /** A bounded source has come to its end: nothing will follow. */
    FINISHED,
    /** The source can't be read, and trying again is of no use. */
    FAILED,
    /** {@link ReadLoop#stop} ended it. */
    STOPPED
  }

  /** Has a source that would wait for more to come end with what is there. */
  public void drain() {
    draining = true;
    SourceReader open = reader;
    if (open != null) {
      open.drain();
    }
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
      opened = open(intake.resumeAt());
    } catch (SourceFailedException e) {
      return new End(How.FAILED, sentence(e));
    } catch (IOException e) {
      return stopped ? new End(How.STOPPED, "") : new End(How.REFUSED, sentence(e));
    }
    reader = opened;
    if (draining) {
      opened.drain();
    }
    try {
      return readAndSeal(opened);
    } finally {
      close(opened);
    }
  }

  private SourceReader open(Offset from) throws IOException {
    if (input.source() instanceof CustomSource own) {
      return own.open(input.split(), from);
    }
    for (ConnectorProvider connector : input.connectors()) {
      SourceReader opened = connector.openSource(input.source(), input.split(), from);
      if (opened != null) {
        return opened;
      }
    }
    throw new SourceFailedException("no connector on this worker reads " + input.source());
  }

  private End readAndSeal(SourceReader from) {
    intake.startConnection(from.offset().isPresent());
    listener.connected();
    End end = read(from);
    Offset resumeAt = from.offset().orElse(null);
    if (resumeAt != null && mayGoOn(end)) {
      intake.breakOff(resumeAt);
      return end;
    }
    int dropped = intake.endConnection(!stopped);
    return end.how == How.CLEAN && dropped > 0 ? new End(How.BROKEN, insideRecord(dropped)) : end;
  }

  private static boolean mayGoOn(End end) {
    return switch (end.how) {
      case CLEAN, BROKEN, STOPPED -> true;
      case REFUSED, FINISHED, FAILED -> false;
    };
  }

  private End read(SourceReader from) {
    End end = readUntilItEnds(from);
    return stopped ? new End(How.STOPPED, "") : end;
  }

  /** A source that can go back hands out again what was malformed: trying again is of no use. */
  private End readUntilItEnds(SourceReader from) {
    How malformed = from.offset().isPresent() ? How.FAILED : How.BROKEN;
    try {
      readAll(from);
      return stopped ? new End(How.STOPPED, "") : atEnd();
    } catch (SourceFailedException e) {
      return new End(How.FAILED, sentence(e));
    } catch (IOException e) {
      return new End(How.BROKEN, sentence(e));
    } catch (InterruptedException e) {
      return new End(How.BROKEN, input.label() + ": the read loop was interrupted");
    } catch (RecordTooLongException e) {
      return new End(malformed, input.label() + ": " + e.getMessage());
    } catch (FramingException e) {
      return new End(malformed, input.label() + " " + e.getMessage());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      log.error("source or framing failed source={}", input.label(), e);
      return new End(malformed, input.label() + ": source or framing failed: " + e);
    }
  }

  private End atEnd() throws SourceFailedException {
    if (!input.source().isBounded()) {
      requireWhatWasRead();
      return new End(How.CLEAN, input.label() + " ended");
    }
    int dropped = intake.endRecord();
    requireWhatWasRead();
    return new End(How.FINISHED, dropped > 0 ? insideRecord(dropped) : "");
  }

  /** The stream was another worker's, which read so far. */
  private void requireWhatWasRead() throws SourceFailedException {
    long missing = intake.missing();
    if (missing > 0) {
      throw new SourceFailedException(
          "%s is not what it was: it ends %d bytes before the place where another worker stopped"
              .formatted(input.label(), missing));
    }
  }

  private String insideRecord(int dropped) {
    return input.label() + " ended inside a record, of which " + dropped + " bytes had come";
  }

  private void readAll(SourceReader from) throws IOException, InterruptedException {
    boolean first = true;
    while (!stopped) {
      int bytes = from.read(intake.target(buffers));
      if (bytes == SourceReader.END) {
        return;
      }
      if (bytes == SourceReader.BOUNDARY) {
        intake.endRecord();
        notePlace(from);
        continue;
      }
      pause.at("receive");
      intake.onRead(bytes, clock.nanos());
      if (first) {
        listener.firstBytes();
        first = false;
      }
      notePlace(from);
    }
  }

  /** Who opens the source there knows nothing of what came before: no place inside a record. */
  private void notePlace(SourceReader from) {
    if (intake.isBetweenRecords()) {
      from.offset().ifPresent(intake::note);
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
