package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final String REWRITE = "rewrite-docs";
  private static final String COMMAND =
      "mvn -q -pl config test -Dtest=ConfigurationPageTest -D" + REWRITE;

  /** Maven runs a module's tests in the folder of the module. */
  private static final Path FILE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("configuration.md");

  @Test
  void the_page_in_docs_is_what_the_reference_makes() throws IOException {
    String page = ConfigurationPage.of(Reference.get(), COMMAND);
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(FILE, page);
    }

    assertThat(FILE).as("it is stale; make it anew: " + COMMAND).hasContent(page);
  }

  @Test
  void a_setting_is_a_row_of_the_table_of_its_group() {
    assertThat(ConfigurationPage.of(Reference.get(), COMMAND))
        .contains(
            """
            ## `millrace.shuffle`

            What lies between two stages.

            | key | default | allowed | job | meaning |
            |---|---|---|---|---|
            | `partitions` | `4` | count, 1..1024 | job | Partitions of each shuffle by key, spread over the workers. |
            """);
  }
}
