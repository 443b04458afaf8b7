package io.millrace.actors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.config.DeadLetterSettings;
import io.millrace.core.model.WorkerId;
import io.millrace.core.task.RejectedRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Malformed records, a line each: stream, position, reason and the raw bytes without the end mark,
 * between tabs. Bytes that are not printable ASCII are written as {@code \xNN}, a backslash as two.
 * The file is made with the first record and grows to a limit; beyond it, and after an error,
 * nothing is written.
 */
final class DeadLetterFile {
  private final DeadLetterSettings settings;
  private final Path path;
  private @Nullable OutputStream out;
  private long written;
  private boolean ended;

  DeadLetterFile(DeadLetterSettings settings, String job, WorkerId worker) {
    this.settings = settings;
    String name = (job + "-" + worker).replaceAll("[^A-Za-z0-9._-]", "_");
    this.path = settings.directory().resolve(name + ".dead-letters");
  }

  Path path() {
    return path;
  }

  /**
   * Writes records as far as there is room.
   *
   * @throws IOException once, when the file can't be made or written
   */
  void write(List<RejectedRecord> records) throws IOException {
    if (ended) {
      return;
    }
    try {
      OutputStream file = opened();
      for (RejectedRecord record : records) {
        append(file, record);
      }
      file.flush();
    } catch (IOException e) {
      ended = true;
      throw e;
    }
  }

  void close() throws IOException {
    ended = true;
    if (out != null) {
      out.close();
    }
  }

  private OutputStream opened() throws IOException {
    if (out == null) {
      Files.createDirectories(settings.directory());
      out =
          new BufferedOutputStream(
              Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
      written = Files.size(path);
    }
    return out;
  }

  private void append(OutputStream file, RejectedRecord record) throws IOException {
    String line =
        record.stream().value()
            + "\t"
            + record.position()
            + "\t"
            + escaped(record.reason().getBytes(UTF_8))
            + "\t"
            + escaped(record.bytes())
            + "\n";
    byte[] bytes = line.getBytes(UTF_8);
    ended = ended || written + bytes.length > settings.maxBytes();
    if (!ended) {
      file.write(bytes);
      written += bytes.length;
    }
  }

  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b == '\\') {
        text.append("\\\\");
      } else if (b >= ' ' && b < 0x7f) {
        text.append((char) b);
      } else {
        text.append("\\x%02x".formatted(b));
      }
    }
    return text.toString();
  }
}
