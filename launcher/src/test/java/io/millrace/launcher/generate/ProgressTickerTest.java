package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.generate.FaultPlan.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProgressTickerTest {

  private static final long SECOND = 1_000_000_000L;

  private final FakeClock clock = new FakeClock();
  private final StringWriter out = new StringWriter();

  @Test
  void each_second_is_reported_when_it_ends_and_says_whether_it_was_late() {
    GeneratorConnection connection = connectionThatHangsFrom(SECOND + SECOND / 2);

    tickUntil(4 * SECOND, connection);

    assertThat(out.toString().lines())
        .containsExactly(
            "second=1 elapsed=1.000 connections=1 records=74994 bytes=1499880 rateMb=1.500"
                + " behindMs=0.0 late=false",
            "second=2 elapsed=2.000 connections=1 records=74994 bytes=1499880 rateMb=0.000"
                + " behindMs=500.1 late=false",
            "second=3 elapsed=3.000 connections=1 records=74994 bytes=1499880 rateMb=0.000"
                + " behindMs=1500.1 late=true");
  }

  /** Sends 50 records a millisecond up to that moment, as if a write then never returned. */
  private GeneratorConnection connectionThatHangsFrom(long moment) {
    FakeClock own = new FakeClock();
    FakeChannel channel =
        new FakeChannel(
            write -> {
              if (own.nanos() > moment) {
                throw new AssertionError("hangs");
              }
            });
    GeneratorSettings settings =
        new GeneratorSettings(
            "127.0.0.1", 0, 1, 20, 1, null, StampKind.DUE, Faults.NO_FAULTS, true);
    GeneratorConnection connection = new GeneratorConnection(channel, 0, settings, own);
    try {
      connection.run();
    } catch (AssertionError hangs) {
      assertThat(hangs).hasMessage("hangs");
    }
    return connection;
  }

  private void tickUntil(long end, GeneratorConnection connection) {
    clock.endAt(end);
    RunReport report = new RunReport(new PrintWriter(out));
    new ProgressTicker(() -> List.of(connection), 20, clock, report).run();
    assertThat(Thread.interrupted()).isTrue();
  }
}
