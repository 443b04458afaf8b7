package io.millrace.connectors.fileinput;

import io.millrace.dsl.SourceReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads on until the source ends; {@code |} stands for a boundary and {@code .} for the end. */
final class ReadingThread {
  private final SourceReader reader;
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  ReadingThread(SourceReader reader) {
    this.reader = reader;
    Thread thread = new Thread(this::run, "reading");
    thread.setDaemon(true);
    thread.start();
  }

  /** Everything up to and with the text, which must come; what was returned before is left out. */
  String through(String text) throws InterruptedException {
    while (!all.toString(StandardCharsets.UTF_8).contains(text)) {
      String next = heard.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("\"" + text + "\" did not come, but \"" + all + "\"");
      }
      all.writeBytes(next.getBytes(StandardCharsets.UTF_8));
    }
    String through = all.toString(StandardCharsets.UTF_8);
    all.reset();
    return through;
  }

  private void run() {
    ByteBuffer into = ByteBuffer.allocate(50);
    int bytes = 1;
    while (bytes != SourceReader.END) {
      try {
        bytes = reader.read(into.clear());
      } catch (IOException e) {
        heard.add(e.getMessage());
        throw new UncheckedIOException(e);
      }
      heard.add(text(into, bytes));
    }
  }

  private static String text(ByteBuffer into, int bytes) {
    return switch (bytes) {
      case SourceReader.END -> ".";
      case SourceReader.BOUNDARY -> "|";
      default -> new String(into.array(), 0, bytes, StandardCharsets.UTF_8);
    };
  }
}
