package io.millrace.node.driver.code;

import io.millrace.actors.shared.code.CodeRefused;
import io.millrace.actors.shared.code.IncomingJar;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.actors.shared.code.JobClassLoader;
import io.millrace.core.model.CodeRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The jars of submitted jobs on this driver node, by SHA-256 of the file. Safe for all threads. */
public final class CodeLibrary {
  private static final int READ_BYTES = 1 << 16;

  private final JarFolder folder;

  public CodeLibrary(JarFolder folder) {
    this.folder = folder;
  }

  /**
   * Keeps a jar.
   *
   * @param sha256 what the bytes are said to be, 64 hexadecimal digits
   * @param jar read to its end, or to the first byte that is too much; the caller closes it
   * @throws CodeRefused when the digest differs, it is no jar, it is too large, or there is no room
   * @throws IOException when {@code jar} can't be read
   */
  public void store(String sha256, InputStream jar) throws CodeRefused, IOException {
    byte[] bytes = new byte[READ_BYTES];
    try (IncomingJar incoming = folder.begin(sha256)) {
      for (int read = jar.read(bytes); read >= 0; read = jar.read(bytes)) {
        incoming.write(ByteBuffer.wrap(bytes, 0, read));
      }
      incoming.keep();
    }
  }

  /** Whether the jar is here. */
  public boolean has(String sha256) {
    return folder.has(sha256);
  }

  /**
   * A new loader of the jar's classes; whoever asks for it closes it.
   *
   * @throws CodeRefused when the jar is not here
   */
  public JobClassLoader open(String sha256) throws CodeRefused {
    return folder.open(sha256, CodeLibrary.class.getClassLoader());
  }

  /**
   * What goes into the submission of a job.
   *
   * @throws CodeRefused when the jar is not here
   */
  public CodeRef ref(String sha256) throws CodeRefused {
    return folder.ref(sha256);
  }
}
