package io.millrace.it.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import io.millrace.launcher.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A {@code millrace demo} that has ended.
 *
 * @param json what it wrote for programs
 * @param verdict the last line it showed
 */
record DemoRun(int exit, JsonNode json, String verdict, List<String> err) {

  /**
   * Runs it to its end.
   *
   * @param folder takes the result and the dead letters
   */
  static DemoRun of(Programs programs, Path folder, String... options)
      throws IOException, InterruptedException {
    Path file = folder.resolve("result.json");
    List<String> arguments = new ArrayList<>(List.of("demo", "--json", file.toString()));
    Collections.addAll(arguments, options);
    Program demo =
        programs.start(
            Main.class,
            List.of("millrace.dead-letter.directory=" + folder),
            arguments.toArray(String[]::new));
    int exit = demo.awaitEnd();
    return new DemoRun(
        exit,
        new ObjectMapper().readTree(file.toFile()),
        demo.out().get(demo.out().size() - 1),
        demo.err());
  }

  long count(String field) {
    return json.required(field).longValue();
  }

  /** A number anywhere below, such as {@code stagesMicros/receive/mean}. */
  double number(String path) {
    return json.requiredAt("/" + path).doubleValue();
  }
}
