package io.millrace.node.driver.code;

import io.millrace.actors.shared.code.JobClassLoader;
import io.millrace.core.model.CodeRef;
import java.io.InputStream;

/** The jars of submitted jobs on this driver node, by SHA-256 of the file. Safe for all threads. */
public final class CodeLibrary {
  private CodeLibrary() {}

  /**
   * Keeps a jar.
   *
   * @param sha256 what the bytes are said to be, 64 hexadecimal digits
   * @param jar read to its end, or to the first byte that is too much; the caller closes it
   * @throws CodeRefused when the digest differs, it is no jar, it is too large, or there is no room
   */
  public void store(String sha256, InputStream jar) throws CodeRefused {
    throw new UnsupportedOperationException();
  }

  /** Whether the jar is here. */
  public boolean has(String sha256) {
    throw new UnsupportedOperationException();
  }

  /**
   * A new loader of the jar's classes, for one job; whoever asks for it closes it.
   *
   * @throws CodeRefused when the jar is not here
   */
  public JobClassLoader open(String sha256) throws CodeRefused {
    throw new UnsupportedOperationException();
  }

  /**
   * What goes into the submission of a job.
   *
   * @throws CodeRefused when the jar is not here
   */
  public CodeRef ref(String sha256) throws CodeRefused {
    throw new UnsupportedOperationException();
  }
}
