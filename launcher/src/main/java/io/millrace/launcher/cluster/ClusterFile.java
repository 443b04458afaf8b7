package io.millrace.launcher.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.launcher.process.ProcessFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The nodes of the local cluster, in a file that is replaced as a whole. */
final class ClusterFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final Path file;

  /**
   * @param folder holds the nodes' logs as well
   */
  ClusterFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("nodes.json");
  }

  /**
   * Keeps other commands from starting or stopping a cluster in this folder until it is closed.
   *
   * @throws ProcessFailure when one is at work
   */
  FileChannel lock() throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLockedNow(channel)) {
      channel.close();
      throw new ProcessFailure("another command is starting or stopping a cluster in " + folder);
    }
    return channel;
  }

  private static boolean isLockedNow(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  /** Empty when no cluster was started, or the last was stopped. */
  List<NodeRecord> read() throws IOException {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), new TypeReference<>() {});
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  void write(List<NodeRecord> nodes) throws IOException {
    Path written = folder.resolve("nodes.json.new");
    Files.write(written, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(nodes));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  Path log(String node) {
    return folder.resolve(node + ".log");
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
