package io.millrace.launcher.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What stops a run from outside: the end of the process (Ctrl-C, SIGTERM) and, where asked for, the
 * end of standard input, which comes by itself when the process that started this one dies.
 *
 * <p>Closed when the run is over and everything is printed; until then a process that was told to
 * end waits for it.
 */
final class StopSignals implements AutoCloseable {
  private static final long PATIENCE_SECONDS = RecordGenerator.STOP_PATIENCE_SECONDS + 2;

  private final Runnable stop;
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread onShutdown = new Thread(this::stopAndWait, "generate-shutdown");

  private StopSignals(Runnable stop) {
    this.stop = stop;
  }

  /** Calls {@code stop} when the process is told to end. */
  static StopSignals install(Runnable stop) {
    StopSignals signals = new StopSignals(stop);
    Runtime.getRuntime().addShutdownHook(signals.onShutdown);
    return signals;
  }

  /** Calls {@code stop} also when {@code input} ends; what it brings until then is of no matter. */
  void alsoAtEndOf(InputStream input) {
    Thread reader = new Thread(() -> readToEnd(input), "generate-stdin");
    reader.setDaemon(true);
    reader.start();
  }

  private void readToEnd(InputStream input) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Input that cannot be read has ended.
    }
    stop.run();
  }

  private void stopAndWait() {
    stop.run();
    try {
      if (!reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the generator was ended before it could print its totals");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    reported.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what brought us here.
    }
  }
}
