package io.millrace.actors.shared.code;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A jar on its way into a {@link JarFolder}. Its bytes go to a file under another name, which gets
 * the jar's name once everything is there and right; if it does not come to that the file is gone
 * when this is closed, or, after a crash, when the folder is used again.
 */
public final class IncomingJar implements AutoCloseable {
  static final String SUFFIX = ".part";

  private final JarFolder folder;
  private final String sha256;
  private final long maxBytes;
  private final Path part;
  private final FileChannel out;
  private final Sha256 digest = new Sha256();
  private long position;

  IncomingJar(JarFolder folder, String sha256, Path directory, long maxBytes) throws IOException {
    this.folder = folder;
    this.sha256 = sha256;
    this.maxBytes = maxBytes;
    this.part = Files.createTempFile(directory, sha256.substring(0, 12) + "-", SUFFIX);
    this.out = FileChannel.open(part, StandardOpenOption.WRITE);
  }

  /** How many bytes have come. */
  public long position() {
    return position;
  }

  /**
   * Takes the next bytes, all that remain in the buffer.
   *
   * @throws CodeRefused when the jar is too large or there is no room for it
   */
  public void write(ByteBuffer bytes) throws CodeRefused {
    int length = bytes.remaining();
    if (position + length > maxBytes) {
      throw new CodeRefused(
          CodeRefused.Reason.TOO_LARGE,
          "the jar has more than the %d bytes that millrace.code.max-bytes allows"
              .formatted(maxBytes));
    }
    digest.update(bytes);
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw folder.noRoom(e);
    }
    position += length;
  }

  /**
   * Everything has come: the jar is in the folder when this returns.
   *
   * @throws CodeRefused when it is not the jar it was said to be, is none, or there is no room
   */
  public void keep() throws CodeRefused {
    String found = digest.hex();
    if (!found.equals(sha256)) {
      throw new CodeRefused(
          CodeRefused.Reason.OTHER_DIGEST,
          "the jar arrived damaged: its SHA-256 is %s instead of %s; send it again"
              .formatted(found, sha256));
    }
    try {
      out.force(true);
      out.close();
      JarCheck.check(part);
      folder.adopt(sha256, part, position);
    } catch (IOException e) {
      throw folder.noRoom(e);
    }
  }

  /** Without {@link #keep} nothing is left of it. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}
