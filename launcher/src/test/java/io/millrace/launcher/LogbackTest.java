package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.Status;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogbackTest {
  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Test
  void our_sentences_are_shown_and_of_others_only_warnings() {
    assertThat(logback.getLogger("io.millrace.actors.Any").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    assertThat(logback.getLogger("akka.cluster.Cluster").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(logback.getLogger("akka.stream.Materializer").getEffectiveLevel())
        .isEqualTo(Level.ERROR);
  }

  @Test
  void the_configuration_loads_without_a_complaint() {
    assertThat(logback.getStatusManager().getCopyOfStatusList())
        .extracting(Status::getLevel)
        .doesNotContain(Status.WARN, Status.ERROR);
  }
}
