package io.millrace.it.starter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A command that was run to its end. */
record Command(int exitCode, String out, String err) {
  /**
   * Runs it with the JDK of this process.
   *
   * @param folder it is run in
   */
  static Command run(Path folder, List<String> words) throws IOException, InterruptedException {
    File out = Files.createTempFile(folder, "out", ".txt").toFile();
    File err = Files.createTempFile(folder, "err", ".txt").toFile();
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(folder.toFile()).redirectOutput(out).redirectError(err);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      int exitCode = process.waitFor();
      return new Command(exitCode, Files.readString(out.toPath()), Files.readString(err.toPath()));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
