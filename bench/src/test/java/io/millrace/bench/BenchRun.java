package io.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * A {@code millrace bench} that has ended.
 *
 * @param json what it wrote for programs; missing where it wrote nothing
 */
record BenchRun(int exit, JsonNode json, String out, String err) {

  /**
   * Runs it to its end.
   *
   * @param folder takes the result
   * @param call name and options, with blanks between
   */
  static BenchRun of(Path folder, String call) throws IOException {
    Path file = folder.resolve("result.json");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute((call + " --json " + file).split(" "));
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.missingNode();
    return new BenchRun(exit, json, out.toString(), err.toString());
  }

  /** A number anywhere below, such as {@code /floor/latencyMicros/p50}. */
  long count(String path) {
    return json.requiredAt(path).longValue();
  }
}
