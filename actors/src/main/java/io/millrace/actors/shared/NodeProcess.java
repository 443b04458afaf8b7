package io.millrace.actors.shared;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import io.millrace.core.plan.Serialized;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the mains of all nodes of a cluster do alike. */
public final class NodeProcess {
  /** Exit code: the node could not start or go on. */
  public static final int FAILED = 1;

  /** Exit code: the node was called wrongly, or a setting can't be used. */
  public static final int REFUSED = 2;

  private NodeProcess() {}

  /**
   * To be called first in each main: this process is a node's and nobody else's, so nothing but
   * jobs is deserialized in it. Ends the process with a sentence if something has been.
   */
  public static void claim() {
    try {
      Serialized.readOnlyHere();
    } catch (IllegalStateException e) {
      System.err.println(
          "this JVM has a filter for deserialization already (%s); start it without one"
              .formatted(e.getMessage()));
      System.exit(REFUSED);
    }
  }

  /**
   * Starts an actor system.
   *
   * @param address {@code host:port} that it is to listen on
   * @throws IOException with one sentence when it can't listen there
   */
  public static <T> ActorSystem<T> start(String address, Supplier<ActorSystem<T>> system)
      throws IOException {
    try {
      return system.get();
    } catch (RuntimeException e) {
      throw new IOException(whyNotStarted(address, e), e);
    }
  }

  private static String whyNotStarted(String address, RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !isAboutBinding(cause)) {
      cause = cause.getCause();
    }
    String reason = String.valueOf(cause.getMessage());
    return reason.contains("already in use")
        ? address + " is in use by another process; choose another millrace.node.port, 0 for any"
        : "the node can't listen on " + address + ": " + reason;
  }

  /** Artery puts the reason into its message, not always into a cause. */
  private static boolean isAboutBinding(Throwable failure) {
    return failure instanceof BindException
        || String.valueOf(failure.getMessage()).contains("already in use");
  }

  /** Where a node that has started listens, {@code host:port}. */
  public static String address(ActorSystem<?> system) {
    Address address = Cluster.get(system).selfMember().address();
    return address.host().get() + ":" + address.port().get();
  }

  /**
   * Hears standard input on a thread of its own.
   *
   * @param onLine called with each line
   * @param onEnd called at its end, which comes by itself when the process that started this one
   *     ends
   */
  public static void hear(InputStream input, Consumer<String> onLine, Runnable onEnd) {
    Thread thread = new Thread(() -> read(input, onLine, onEnd), "standard-input");
    thread.setDaemon(true);
    thread.start();
  }

  private static void read(InputStream input, Consumer<String> onLine, Runnable onEnd) {
    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onLine.accept(line);
      }
    } catch (IOException e) {
      // Input that can't be read has ended.
    }
    onEnd.run();
  }
}
