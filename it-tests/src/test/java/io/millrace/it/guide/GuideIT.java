package io.millrace.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The guide's commands, typed one after the other into one shell. */
@Tag("multi-jvm")
@Timeout(240)
class GuideIT {
  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  @AfterEach
  void leave_nothing_behind() {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void commands_print_what_the_guide_shows() throws Exception {
    Page guide = Page.read("docs/guide.md");
    Path files = folder.resolve("files");
    save(guide, files);
    Path home = Files.createDirectory(folder.resolve("home"));
    Shell shell = Shell.start(programs, home, files, freePort());
    for (Page.Block block : guide.in("console")) {
      for (Console command : Console.of(block)) {
        List<String> printed = shell.run(command.command());
        if (!command.shows(printed)) {
          assertThat(printed)
              .as("%s: $ %s", command.place(), command.command())
              .isEqualTo(command.shown());
        }
      }
    }
  }

  /** Writes the files of the guide, as a reader would into a project's folder {@code src}. */
  private static void save(Page guide, Path sources) throws IOException {
    for (Snippet snippet : guide.in("java").stream().map(Snippet::new).toList()) {
      if (snippet.isFile()) {
        Path root = sources.resolve(snippet.isTest() ? "test" : "main").resolve("java");
        Path file = root.resolve(snippet.type().replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, snippet.block().text());
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
