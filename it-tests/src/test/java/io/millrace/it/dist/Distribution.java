package io.millrace.it.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The distribution, unpacked in a folder of the test's. */
final class Distribution {
  private final Path home;

  private Distribution(Path home) {
    this.home = home;
  }

  /** Unpacks what the build made. */
  static Distribution unpackIn(Path folder) throws IOException, InterruptedException {
    String archive = System.getProperty("distribution.archive");
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive, "-C", folder.toString()).inheritIO().start();
    assertThat(tar.waitFor()).as("tar of %s", archive).isZero();
    try (Stream<Path> unpacked = Files.list(folder)) {
      return new Distribution(unpacked.filter(Files::isDirectory).findFirst().orElseThrow());
    }
  }

  Path file(String name) {
    return home.resolve(name);
  }

  /** The names of the files of a folder. */
  List<String> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** {@code bin/millrace ...} with the Java of this test. */
  Program millrace(Programs programs, String... arguments) {
    return millrace(programs, Map.of(), arguments);
  }

  /** The same with more in its environment. */
  Program millrace(Programs programs, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(file("bin/millrace").toString()));
    Collections.addAll(command, arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
    builder.environment().putAll(environment);
    return programs.start("millrace " + String.join(" ", arguments), builder);
  }

  /** The processes whose command lines name this distribution. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
        .toList();
  }
}
