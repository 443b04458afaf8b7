package io.millrace.config;

import static io.millrace.config.Written.assertRefused;
import static io.millrace.config.Written.defaults;
import static io.millrace.config.Written.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
  @Test
  void defaults_are_those_of_the_reference() {
    Path directory =
        Path.of(
            System.getProperty("java.io.tmpdir"), "millrace-" + System.getProperty("user.name"));
    assertThat(defaults().node())
        .isEqualTo(new NodeSettings("127.0.0.1", 0, List.of(), directory, NodeSettings.Role.BOTH));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            settings(
                    """
                    millrace.node {
                      host = "mill", port = 4711, seed-nodes = ["a:1", "b:2"], role = worker
                      work-directory = "/var/mill"
                    }
                    """)
                .node())
        .isEqualTo(
            new NodeSettings(
                "mill",
                4711,
                List.of("a:1", "b:2"),
                Path.of("/var/mill"),
                NodeSettings.Role.WORKER));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = ';',
      value = {
        "millrace.node.host ; \"\" ; must name a host",
        "millrace.node.port ; 65536 ; must lie in 0..65535",
        "millrace.node.seed-nodes ; \"a:1\" ; allowed: list of host:port",
        "millrace.node.seed-nodes ; [\"a:1\",\"b\"] ; each must be host:port, b is not",
        "millrace.node.seed-nodes ; [\"a:0\"] ; each must be host:port, a:0 is not",
        "millrace.node.work-directory ; [] ; allowed: path",
        "millrace.node.role ; \"boss\" ; must be driver | worker | both",
      })
  void values_out_of_range_are_refused(String key, String value, String rule) {
    assertRefused(key, value, rule);
  }
}
