package io.millrace.it.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The record generator as a process; it listens once its address is known. */
public record Generator(Program program) {

  /** {@code host:port}. */
  public String address() {
    return program.awaitLine("listening on ");
  }

  /** A figure of its closing line, such as {@code records}, once it has ended by itself. */
  public long total(String figure) throws InterruptedException {
    program.awaitEnd();
    Matcher value = Pattern.compile(" " + figure + "=(\\d+)").matcher(program.awaitLine("total"));
    if (!value.find()) {
      throw new AssertionError("no " + figure + " in " + program.awaitLine("total"));
    }
    return Long.parseLong(value.group(1));
  }
}
