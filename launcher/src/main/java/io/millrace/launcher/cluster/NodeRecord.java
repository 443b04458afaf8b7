package io.millrace.launcher.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What is kept of a node that was started.
 *
 * @param startedMillis when its process began, by the system's clock; tells it from a later process
 *     with the same number
 * @param address {@code host:port} that it listens on; empty as long as it has not said so
 * @param http {@code host:port} where it answers people; empty when it does not
 * @param log what it prints
 */
record NodeRecord(
    String name, long pid, long startedMillis, String address, String http, String log) {
  /** The system tells the start of a process from its own, and that to the second. */
  private static final Duration SAME = Duration.ofSeconds(2);

  static NodeRecord of(String name, ProcessHandle process, Path log) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new NodeRecord(name, process.pid(), started, "", "", log.toString());
  }

  NodeRecord listeningOn(String known) {
    return new NodeRecord(name, pid, startedMillis, known, http, log);
  }

  NodeRecord answeringAt(String known) {
    return new NodeRecord(name, pid, startedMillis, address, known, log);
  }

  /** Its process, as long as that lives; never another one that was given its number. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(this::isTheSame)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !hasEnded());
  }

  private boolean isTheSame(ProcessHandle process) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return Math.abs(started - startedMillis) < SAME.toMillis();
  }

  /** In a container nobody may ask how a process ended, and Java takes what is left for alive. */
  private boolean hasEnded() {
    return status("State:").startsWith("Z");
  }

  boolean isAlive() {
    return process().isPresent();
  }

  /** Bytes of memory that its process has in use; empty where the system has no /proc. */
  OptionalLong memory() {
    String kibibytes = status("VmRSS:").replaceAll("\\D", "");
    return kibibytes.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(kibibytes) * 1024);
  }

  /** What the system says of the process under this name; empty where it says nothing. */
  private String status(String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
