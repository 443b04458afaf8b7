package io.millrace.launcher.generate;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a command prints, line by line, to be waited for. */
final class PrintedLines extends Writer {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder open = new StringBuilder();

  PrintWriter writer() {
    return new PrintWriter(this, true);
  }

  /** The next line; fails after half a minute without one. */
  String next() throws InterruptedException {
    String line = lines.poll(30, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing was printed");
    }
    return line;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if (chars[at] == '\n') {
        lines.add(open.toString().stripTrailing());
        open.setLength(0);
      } else {
        open.append(chars[at]);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
