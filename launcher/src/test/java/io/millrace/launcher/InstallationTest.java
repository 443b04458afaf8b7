package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path home;

  @Test
  void a_node_reads_the_file_that_is_named_after_it() throws IOException {
    Path file = Files.createDirectory(home.resolve("config")).resolve("worker.conf");
    Files.writeString(file, "");
    Installation installation = new Installation(Map.of("MILLRACE_HOME", home.toString()));
    assertThat(installation.settings("worker")).isEqualTo(file);
    assertThat(installation.settings("driver")).as("there is none").isNull();
  }

  @Test
  void without_a_home_there_are_no_files_to_read() {
    assertThat(new Installation(Map.of()).settings("driver")).isNull();
  }

  @Test
  void only_a_source_tree_knows_where_the_sources_are() {
    assertThat(new Installation(Map.of("MILLRACE_SOURCES", "/somewhere")).sources())
        .isEqualTo(Path.of("/somewhere"));
    assertThat(new Installation(Map.of()).sources()).isNull();
  }

  @Test
  void what_is_kept_lies_where_the_environment_says() {
    assertThat(new Installation(Map.of("MILLRACE_VAR", "/somewhere/var")).var())
        .isEqualTo(Path.of("/somewhere/var"));
  }

  @Test
  void what_is_kept_lies_below_the_users_folder_when_nobody_says() {
    assertThat(new Installation(Map.of()).var())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/state/millrace"));
  }
}
