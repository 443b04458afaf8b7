package io.millrace.launcher.cli;

import io.millrace.launcher.cli.CommandFailure.Exit;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A jar to be submitted.
 *
 * @param sha256 of its bytes, 64 hexadecimal digits
 */
record JobJar(Path file, long bytes, String sha256) {

  /**
   * Reads a jar once, to know its digest.
   *
   * @throws CommandFailure when it is not there or can't be read
   */
  static JobJar read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(Exit.BAD_INPUT, "there is no jar " + file);
    }
    MessageDigest digest = digest();
    long length;
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
      length = bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new CommandFailure(Exit.BAD_INPUT, "jar " + file + " can't be read: " + e.getMessage());
    }
    return new JobJar(file, length, HexFormat.of().formatHex(digest.digest()));
  }

  /** Its bytes, as the body of a request. */
  BodyPublisher publisher() {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw new CommandFailure(Exit.BAD_INPUT, "jar " + file + " has gone");
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
