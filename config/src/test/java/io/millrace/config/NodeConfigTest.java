package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
  @TempDir private Path directory;

  @Test
  void a_file_is_read_over_the_defaults() throws IOException {
    Path file = write("millrace.batch.interval = 20ms");

    MillraceSettings settings = MillraceSettings.from(NodeConfig.embedded(NodeConfig.load(file)));

    assertThat(settings.batch().interval()).isEqualTo(Duration.ofMillis(20));
    assertThat(settings.block().interval()).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void a_setting_out_of_range_names_the_file_and_the_line() throws IOException {
    Path file = write("# mine\nmillrace {\n  batch.interval = 0ms\n}\n");

    assertThatThrownBy(() -> NodeConfig.embedded(NodeConfig.load(file)))
        .isInstanceOf(SettingsException.class)
        .hasMessage("millrace.batch.interval = \"0ms\" (" + file + ": 3): must lie in 100us..60s");
  }

  @Test
  void an_option_out_of_range_names_where_it_was_given() {
    Config options = NodeConfig.of(Map.of("millrace.batch.interval", "1us"), "command line");

    assertThatThrownBy(() -> NodeConfig.clustered(options))
        .isInstanceOf(SettingsException.class)
        .hasMessage("millrace.batch.interval = \"1us\" (command line): must lie in 100us..60s");
  }

  @Test
  void a_system_property_wins_over_the_file() throws IOException {
    Path file = write("millrace.batch { interval = 20ms, grace = 7ms }");

    MillraceSettings settings = withProperty("millrace.batch.interval", "40ms", file);

    assertThat(settings.batch().interval()).isEqualTo(Duration.ofMillis(40));
    assertThat(settings.batch().grace()).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void a_system_property_that_nobody_knows_is_refused() throws IOException {
    Path file = write("");

    assertThatThrownBy(() -> withProperty("millrace.node.prot", "4711", file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "millrace.node.prot = \"4711\" (system property):"
                + " unknown key, did you mean millrace.node.port?");
    assertThatThrownBy(() -> withProperty("milrace.node.port", "4711", file))
        .hasMessage(
            "milrace.node.port = \"4711\" (system property):"
                + " unknown key, did you mean millrace.node.port?");
  }

  @Test
  void a_system_property_out_of_range_says_where_it_comes_from() throws IOException {
    Path file = write("");

    assertThatThrownBy(() -> withProperty("millrace.batch.interval", "1us", file))
        .hasMessage("millrace.batch.interval = \"1us\" (system property): must lie in 100us..60s");
  }

  private static MillraceSettings withProperty(String key, String value, Path file) {
    System.setProperty(key, value);
    ConfigFactory.invalidateCaches();
    try {
      return MillraceSettings.from(NodeConfig.embedded(NodeConfig.load(file)));
    } finally {
      System.clearProperty(key);
      ConfigFactory.invalidateCaches();
    }
  }

  @Test
  void settings_that_stand_outside_of_millrace_in_a_file_are_refused() throws IOException {
    Path file = write("millrace.batch.grace = 7ms\nbatch {\n  interval = 20ms\n}\n");

    assertThatThrownBy(() -> NodeConfig.load(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "batch.interval = \"20ms\" ("
                + file
                + ": 3): unknown key, did you mean millrace.batch.interval?");
  }

  @Test
  void a_file_may_have_names_of_its_own_for_substitutions() throws IOException {
    Path file =
        write(
            """
            pace = 20ms
            node { rack = 7 }
            millrace.batch.interval = ${pace}
            """);

    assertThat(MillraceSettings.from(NodeConfig.embedded(NodeConfig.load(file))).batch().interval())
        .isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void a_node_of_a_role_has_it_whatever_its_file_says() throws IOException {
    Path file = write("millrace.node { role = both, port = 4711 }");

    NodeSettings worker =
        MillraceSettings.from(NodeConfig.clustered(NodeConfig.of(NodeSettings.Role.WORKER, file)))
            .node();
    NodeSettings driver =
        MillraceSettings.from(NodeConfig.clustered(NodeConfig.of(NodeSettings.Role.DRIVER, null)))
            .node();

    assertThat(worker.role()).isEqualTo(NodeSettings.Role.WORKER);
    assertThat(worker.port()).isEqualTo(4711);
    assertThat(driver.role()).isEqualTo(NodeSettings.Role.DRIVER);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path file = directory.resolve("none.conf");

    assertThatThrownBy(() -> NodeConfig.load(file))
        .isInstanceOf(SettingsException.class)
        .hasMessage(file + ": no such file, or it can't be read");
    assertThatThrownBy(() -> NodeConfig.load(directory)).isInstanceOf(SettingsException.class);
  }

  @Test
  void a_file_that_is_not_hocon_is_named_with_the_line() throws IOException {
    Path file = write("millrace {\n  batch { interval = 5ms\n");

    assertThatThrownBy(() -> NodeConfig.load(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(file + ": 3: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_substitution_that_leads_nowhere_is_named_with_the_line() throws IOException {
    Path file = write("millrace.batch.interval = ${nowhere}");

    assertThatThrownBy(() -> NodeConfig.embedded(NodeConfig.load(file)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file + ": 1: ")
        .hasMessageContaining("${nowhere}");
  }

  @Test
  void the_address_of_a_cluster_node_comes_from_its_settings() {
    Config config =
        NodeConfig.clustered(
            ConfigFactory.parseString(
                """
                millrace.node { host = "127.0.0.2", port = 4711, role = worker }
                millrace.node.seed-nodes = ["127.0.0.1:4710"]
                """));

    assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("127.0.0.2");
    assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(4711);
    assertThat(config.getStringList("akka.cluster.roles")).containsExactly("worker");
    assertThat(config.getStringList("akka.cluster.seed-nodes"))
        .containsExactly("akka://millrace@127.0.0.1:4710");
  }

  @Test
  void what_the_caller_says_of_akka_stands() {
    Config config = ConfigFactory.parseString("akka.cluster.gossip-interval = 900ms");

    assertThat(NodeConfig.clustered(config).getDuration("akka.cluster.gossip-interval"))
        .isEqualTo(Duration.ofMillis(900));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("driver.conf"), text);
  }
}
