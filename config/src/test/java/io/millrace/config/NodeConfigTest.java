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
