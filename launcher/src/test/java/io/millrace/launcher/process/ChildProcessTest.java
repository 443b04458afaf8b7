package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();

  @Test
  void speaks_in_lines_and_ends_when_its_input_does() {
    try (ChildProcess cat = start("cat")) {
      cat.tell("one");
      assertThat(cat.await(first, PATIENCE, "line")).isEqualTo("one");
      cat.tell("two");
      assertThat(cat.isAlive()).isTrue();
      cat.close();
      assertThat(cat.isAlive()).isFalse();
      assertThat(heard).containsExactly("one", "two");
    }
  }

  @Test
  void what_it_said_before_its_end_is_heard() {
    try (ChildProcess quick = start("echo last words")) {
      assertThat(quick.await(first, PATIENCE, "line")).isEqualTo("last words");
    }
  }

  @Test
  void one_that_fails_is_named_with_what_it_said_on_standard_error() {
    try (ChildProcess broken = start("echo port 9 is in use >&2; exit 1")) {
      assertThatThrownBy(() -> broken.await(first, PATIENCE, "address"))
          .isInstanceOf(ProcessFailure.class)
          .hasMessage("the child ended without address:\n  port 9 is in use");
    }
  }

  @Test
  void one_that_talks_much_leaves_it_in_a_file_that_its_failure_names(@TempDir Path folder)
      throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "before\n");
    List<String> command = List.of("sh", "-c", "echo a trace >&2; exit 1");
    try (ChildProcess broken = ChildProcess.startLogging("the child", command, log, heard::add)) {
      assertThatThrownBy(() -> broken.await(first, PATIENCE, "address"))
          .hasMessage("the child ended without address; " + log + " has what it said");
    }
    assertThat(log).hasContent("before\na trace\n");
  }

  @Test
  void one_that_stays_silent_is_not_waited_for_any_longer() {
    try (ChildProcess silent = start("cat")) {
      assertThatThrownBy(() -> silent.await(first, Duration.ZERO, "address"))
          .isInstanceOf(ProcessFailure.class)
          .hasMessage("the child gave no address within 0 s");
    }
  }

  @Test
  void only_the_last_lines_of_standard_error_are_kept() {
    try (ChildProcess chatty = start("seq 1 100 >&2")) {
      assertThatThrownBy(() -> chatty.await(first, PATIENCE, "address"))
          .hasMessageStartingWith("the child ended without address:\n  81\n")
          .hasMessageEndingWith("\n  100");
    }
  }

  @Test
  void one_that_can_not_be_started_is_said() {
    assertThatThrownBy(() -> ChildProcess.start("x", List.of("/no/such/program"), line -> {}))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageStartingWith("x can't be started:");
  }

  private ChildProcess start(String script) {
    return ChildProcess.start(
        "the child",
        List.of("sh", "-c", script),
        line -> {
          heard.add(line);
          first.complete(line);
        });
  }
}
