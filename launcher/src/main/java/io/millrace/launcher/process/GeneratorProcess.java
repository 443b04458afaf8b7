package io.millrace.launcher.process;

import io.millrace.launcher.report.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Our record generator in a process of its own. */
public final class GeneratorProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);

  /** Longer than the generator's own patience with a reader that does not read. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private final GeneratorWatch watch = new GeneratorWatch();
  private final ChildProcess process;
  private final String address;

  private GeneratorProcess(List<String> command) {
    process =
        ChildProcess.start("the generator", command, line -> watch.hear(line, System.nanoTime()));
    try {
      address = process.await(watch.address(), START_PATIENCE, "address to connect to");
    } catch (ProcessFailure e) {
      process.close();
      throw e;
    }
  }

  /**
   * Starts a generator; it listens when this returns, and sends from the first connection on.
   *
   * @param mainClass the command line's entry
   * @param arguments of {@code generate}: rate, connections, length of a record
   * @throws ProcessFailure when it does not start
   */
  public static GeneratorProcess start(String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("generate", "--port", "0"));
    all.addAll(List.of("--stop-on-eof", "--progress"));
    all.addAll(arguments);
    return new GeneratorProcess(JavaCommand.small(mainClass, all));
  }

  /** Where it listens, {@code host:port}. */
  public String address() {
    return address;
  }

  /**
   * Sees to it that it still sends.
   *
   * @throws ProcessFailure when it has ended by itself
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw process.failure("ended before it was told to");
    }
  }

  /**
   * Stops it between two records and waits for its totals.
   *
   * @param measuredFromNanos end of warm-up on {@link System#nanoTime}
   * @throws ProcessFailure when it does not tell them
   */
  public Sent stop(long measuredFromNanos) {
    process.endInput();
    long records = process.await(watch.totalRecords(), STOP_PATIENCE, "totals");
    return new Sent(records, watch.lateSecondsSince(measuredFromNanos));
  }

  @Override
  public void close() {
    process.close();
  }
}
