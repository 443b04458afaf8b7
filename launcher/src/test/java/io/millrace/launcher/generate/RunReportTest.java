package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.generate.ConnectionResult.Ending;
import io.millrace.launcher.generate.FaultPlan.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo reads these lines, so they are pinned to the letter. */
class RunReportTest {

  private final StringWriter out = new StringWriter();
  private final RunReport report = new RunReport(new PrintWriter(out));
  private final Locale locale = Locale.getDefault();

  @BeforeEach
  void in_a_country_of_decimal_commas() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void and_home_again() {
    Locale.setDefault(locale);
  }

  @Test
  void where_it_listens() {
    report.listening("127.0.0.1", 9999);

    assertThat(out).hasToString(line("listening on 127.0.0.1:9999"));
  }

  @Test
  void a_second() {
    report.second(new Progress(3, 3_000_071_000L, 2, 30_000, 600_000, 0.2, 60_100_000, true));

    assertThat(out)
        .hasToString(
            line(
                "second=3 elapsed=3.000 connections=2 records=30000 bytes=600000 rateMb=0.200"
                    + " behindMs=60.1 late=true"));
  }

  @Test
  void the_end_of_a_connection() {
    report.connection(result(1, 5, Faults.NO_FAULTS, Ending.PEER_CLOSED, 0));

    assertThat(out)
        .hasToString(
            line(
                "connection ordinal=1 records=5 bytes=100 seconds=0.000 rateMb=2.000"
                    + " maxBehindMs=0.3 lateSeconds=1 ended=peer-closed"));
  }

  @Test
  void the_end_of_a_run_with_faults_and_seconds_late_in_both_connections_counted_once() {
    report.total(
        RunTotals.of(
            List.of(
                result(0, 100_000, new Faults(7, 5, 3), Ending.DONE, 1, 2),
                result(1, 50_000, Faults.NO_FAULTS, Ending.STOPPED, 2, 4))));

    assertThat(out)
        .hasToString(
            line(
                "total connections=2 records=150000 bytes=3000000 seconds=1.000 rateMb=3.000"
                    + " maxBehindMs=0.3 lateSeconds=3 leftOut=7 repeated=5 malformed=3"));
  }

  @Test
  void the_end_of_a_run_without_a_connection() {
    report.total(RunTotals.of(List.of()));

    assertThat(out)
        .hasToString(
            line(
                "total connections=0 records=0 bytes=0 seconds=0.000 rateMb=0.000 maxBehindMs=0.0"
                    + " lateSeconds=0"));
  }

  private static ConnectionResult result(
      int ordinal, long records, Faults faults, Ending ending, int... late) {
    BitSet lateSeconds = new BitSet();
    for (int second : late) {
      lateSeconds.set(second);
    }
    long nanos = records * 10_000; // 0.1 million records a second
    return new ConnectionResult(
        ordinal, records, records * 20, 7, 7 + nanos, 321_000, lateSeconds, faults, ending);
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }
}
