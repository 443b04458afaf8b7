package io.millrace.actors.shared.code;

import io.millrace.config.CodeSettings;
import io.millrace.core.model.CodeRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jars that a node keeps, named by the SHA-256 of the file, in a directory that it shares with
 * nobody. The directory is claimed when it is first needed, so a node without such jobs needs none.
 *
 * <p>A jar that is in use stays. The others stay for the next job until all together take more than
 * {@code millrace.code.keep-bytes}; then the least recently used ones go.
 *
 * <p>Safe for all threads; its methods wait for the disk.
 */
public final class JarFolder implements AutoCloseable {
  private static final String SUFFIX = ".jar";

  private final Path place;
  private final CodeSettings settings;
  private final Map<String, Jar> jars = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable ClaimedDirectory claimed;

  /**
   * @param place where the nodes of this machine may have their directories
   */
  public JarFolder(Path place, CodeSettings settings) {
    this.place = place;
    this.settings = settings;
  }

  /** Whether the jar is here. */
  public synchronized boolean has(String sha256) {
    try {
      return find(sha256) != null;
    } catch (CodeRefused e) {
      return false; // whoever brings it then hears why it can't be kept
    }
  }

  /**
   * Name and length of a jar that is here.
   *
   * @throws CodeRefused when it is not
   */
  public synchronized CodeRef ref(String sha256) throws CodeRefused {
    return new CodeRef(sha256, get(sha256).bytes);
  }

  /**
   * Begins to take a jar in.
   *
   * @throws CodeRefused when the name is no digest, or the directory can't be written
   */
  public synchronized IncomingJar begin(String sha256) throws CodeRefused {
    if (!Sha256.isOne(sha256)) {
      throw new CodeRefused(
          CodeRefused.Reason.OTHER_DIGEST,
          '"' + sha256 + "\" is no SHA-256: it has 64 hexadecimal digits, a to f in lower case");
    }
    try {
      return new IncomingJar(this, sha256, claim(), settings.maxBytes());
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  /**
   * A new loader of the jar's classes; the jar stays until it is closed.
   *
   * @param node the loader of the engine's classes
   * @throws CodeRefused when the jar is not here
   */
  public synchronized JobClassLoader open(String sha256, ClassLoader node) throws CodeRefused {
    hold(sha256);
    return new JobClassLoader(get(sha256).file, node, () -> release(sha256));
  }

  /**
   * The jar stays until it is released as often as it was held.
   *
   * @throws CodeRefused when it is not here
   */
  public synchronized void hold(String sha256) throws CodeRefused {
    get(sha256).holders++;
  }

  /** The opposite of {@link #hold}. */
  public synchronized void release(String sha256) {
    Jar jar = jars.get(sha256);
    if (jar != null) {
      jar.holders--;
    }
  }

  /**
   * A part of a jar, shorter than asked for at its end.
   *
   * @throws CodeRefused when the jar is not here
   */
  public byte[] read(String sha256, long offset, int length) throws CodeRefused {
    Path file = file(sha256);
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, in.size() - offset));
      while (bytes.hasRemaining() && in.read(bytes, offset + bytes.position()) >= 0) {
        // until it is full
      }
      return bytes.array();
    } catch (IOException e) {
      throw unknown(sha256);
    }
  }

  private synchronized Path file(String sha256) throws CodeRefused {
    return get(sha256).file;
  }

  /** Gives the directory back; the jars stay for whoever claims it next. */
  @Override
  public synchronized void close() throws IOException {
    jars.clear();
    if (claimed != null) {
      claimed.close();
      claimed = null;
    }
  }

  /** A jar that is complete and checked. */
  synchronized void adopt(String sha256, Path part, long bytes) throws IOException {
    Jar jar = jars.get(sha256);
    if (jar != null && Files.exists(jar.file)) {
      return; // it came twice at the same time
    }
    Path file = claim().resolve(sha256 + SUFFIX);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    jars.put(sha256, new Jar(file, bytes, true));
    trim(sha256);
  }

  CodeRefused noRoom(IOException cause) {
    return new CodeRefused(
        CodeRefused.Reason.NO_ROOM,
        "the jar can't be kept below %s: %s%s; make room there, or set millrace.node.work-directory"
            .formatted(place, reason(cause), free()));
  }

  private static String reason(IOException cause) {
    return cause.getClass() == IOException.class
        ? String.valueOf(cause.getMessage())
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private String free() {
    try {
      return ", with " + Files.getFileStore(place).getUsableSpace() + " bytes free";
    } catch (IOException e) {
      return "";
    }
  }

  private Jar get(String sha256) throws CodeRefused {
    Jar jar = find(sha256);
    if (jar == null) {
      throw unknown(sha256);
    }
    return jar;
  }

  private static CodeRefused unknown(String sha256) {
    return new CodeRefused(
        CodeRefused.Reason.UNKNOWN, "no jar with the SHA-256 " + sha256 + " is here; upload it");
  }

  private @Nullable Jar find(String sha256) throws CodeRefused {
    try {
      claim();
    } catch (IOException e) {
      throw noRoom(e);
    }
    Jar jar = jars.get(sha256);
    return jar == null || isIntact(sha256, jar) ? jar : null;
  }

  /**
   * Jars of an earlier life are looked at once; one that the disk has spoilt is gone. So is one
   * whose file somebody has taken away.
   */
  private boolean isIntact(String sha256, Jar jar) {
    try {
      jar.checked =
          Files.size(jar.file) == jar.bytes && (jar.checked || Sha256.of(jar.file).equals(sha256));
      if (!jar.checked) {
        Files.delete(jar.file);
      }
    } catch (IOException e) {
      jar.checked = false;
    }
    if (!jar.checked) {
      jars.remove(sha256);
    }
    return jar.checked;
  }

  private Path claim() throws IOException {
    if (claimed == null) {
      ClaimedDirectory directory = ClaimedDirectory.under(place);
      claimed = directory;
      takeOver(directory.path());
    }
    Files.createDirectories(claimed.path()); // somebody may have cleaned up
    return claimed.path();
  }

  /** What was half done is removed; jars are found again, the oldest first. */
  private void takeOver(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files.sorted(Comparator.comparing(file -> file.toFile().lastModified())).toList();
      for (Path file : found) {
        String name = file.getFileName().toString();
        if (name.endsWith(IncomingJar.SUFFIX)) {
          Files.delete(file);
        } else if (name.endsWith(SUFFIX)) {
          String sha256 = name.substring(0, name.length() - SUFFIX.length());
          jars.put(sha256, new Jar(file, Files.size(file), false));
        }
      }
    }
  }

  private void trim(String newest) throws IOException {
    long total = jars.values().stream().mapToLong(jar -> jar.bytes).sum();
    Iterator<Map.Entry<String, Jar>> leastRecent = jars.entrySet().iterator();
    while (total > settings.keepBytes() && leastRecent.hasNext()) {
      Map.Entry<String, Jar> each = leastRecent.next();
      if (each.getValue().holders == 0 && !each.getKey().equals(newest)) {
        leastRecent.remove();
        Files.deleteIfExists(each.getValue().file);
        total -= each.getValue().bytes;
      }
    }
  }

  private static final class Jar {
    private final Path file;
    private final long bytes;
    private boolean checked;
    private int holders;

    Jar(Path file, long bytes, boolean checked) {
      this.file = file;
      this.bytes = bytes;
      this.checked = checked;
    }
  }
}
