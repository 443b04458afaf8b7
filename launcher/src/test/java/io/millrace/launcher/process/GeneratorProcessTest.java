package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.Main;
import io.millrace.launcher.report.Sent;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorProcessTest {
  @Test
  void tells_how_much_it_sent_when_it_is_stopped() throws IOException {
    try (GeneratorProcess generator = start("--rate-mb", "0.1", "--record-bytes", "20")) {
      String[] address = generator.address().split(":");
      try (Socket reader = new Socket(address[0], Integer.parseInt(address[1]))) {
        InputStream bytes = reader.getInputStream();
        int read = bytes.readNBytes(200).length;
        generator.requireAlive();
        Sent sent = generator.stop(0);
        long all = read + bytes.readAllBytes().length;
        assertThat(sent.records()).isEqualTo(all / 20).isGreaterThanOrEqualTo(10);
      }
    }
  }

  @Test
  void says_why_it_does_not_start() {
    assertThatThrownBy(() -> start("--record-bytes", "3"))
        .isInstanceOf(ProcessFailure.class)
        .hasMessageContaining("the generator ended without address to connect to")
        .hasMessageContaining("15");
  }

  private static GeneratorProcess start(String... arguments) {
    return GeneratorProcess.start(Main.class.getName(), List.of(arguments));
  }
}
