package io.millrace.actors.shared.code;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The digest that names jars, as 64 hexadecimal digits in lower case. */
final class Sha256 {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int READ_BYTES = 1 << 16;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  static boolean isOne(String text) {
    return HEX.matcher(text).matches();
  }

  /** The digest of a file. */
  static String of(Path file) throws IOException {
    Sha256 sum = new Sha256();
    ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    try (FileChannel in = FileChannel.open(file)) {
      while (in.read(bytes) >= 0) {
        sum.update(bytes.flip());
        bytes.clear();
      }
    }
    return sum.hex();
  }

  /** Takes more bytes, and leaves the buffer's position alone. */
  void update(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  /** The digest of all bytes so far; starts afresh. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
