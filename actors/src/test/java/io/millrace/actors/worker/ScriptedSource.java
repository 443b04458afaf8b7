package io.millrace.actors.worker;

import io.millrace.dsl.CustomSource;
import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A source of a text that can go back. In the text {@code |} is a boundary, {@code !} breaks the
 * connection, once, and {@code ~} waits until it is drained or closed.
 */
record ScriptedSource(String text, boolean isBounded, IOException refusal, Log log)
    implements CustomSource {
  ScriptedSource(String text, boolean isBounded) {
    this(text, isBounded, null, new Log());
  }

  static ScriptedSource refusing(IOException refusal) {
    return new ScriptedSource("", true, refusal, new Log());
  }

  /** What was done with it. */
  static final class Log {
    final List<String> opened = new CopyOnWriteArrayList<>();
    private int broken = -1;
  }

  @Override
  public List<String> splits() {
    return List.of("script");
  }

  @Override
  public SourceReader open(int split, Offset from) throws IOException {
    log.opened.add(from.text());
    if (refusal != null) {
      throw refusal;
    }
    return new Reader((int) from.position());
  }

  private final class Reader implements SourceReader {
    private final CountDownLatch toEnd = new CountDownLatch(1);
    private int place;

    Reader(int place) {
      this.place = place;
    }

    /** One character at a time. */
    @Override
    public int read(ByteBuffer into) throws IOException {
      if (place == text.length()) {
        return END;
      }
      char next = text.charAt(place);
      if (next == '!' && log.broken < place) {
        log.broken = place;
        throw new IOException("the connection broke at " + place);
      }
      place++;
      return switch (next) {
        case '|' -> BOUNDARY;
        case '!' -> read(into);
        case '~' -> {
          await();
          yield read(into);
        }
        default -> {
          into.put(String.valueOf(next).getBytes(StandardCharsets.US_ASCII));
          yield 1;
        }
      };
    }

    private void await() throws IOException {
      try {
        toEnd.await();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public Optional<Offset> offset() {
      return Optional.of(Offset.at(place));
    }

    @Override
    public void drain() {
      toEnd.countDown();
    }

    @Override
    public void close() {
      toEnd.countDown();
    }
  }
}
