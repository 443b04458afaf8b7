package io.millrace.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.generate.ConnectionResult.Ending;
import io.millrace.launcher.generate.FaultPlan.Faults;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorConnectionTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MODULUS = 10_000_000_000L;
  private static final Faults NO_FAULTS = Faults.NO_FAULTS;

  private final FakeClock clock = new FakeClock();

  @ParameterizedTest
  @CsvSource({"15, 3", "20, 10", "25, 0.1", "20, 90", "4096, 2"})
  void each_record_carries_its_own_due_time(int recordBytes, double rateMb) {
    clock.advance(123_456_789);
    FakeChannel channel = new FakeChannel();
    run(channel, 0, settings(recordBytes, rateMb, 0.1, StampKind.DUE, NO_FAULTS));

    List<SentRecord> records = SentRecord.parseAll(channel.written());
    double nanosPerRecord = recordBytes * 1e3 / rateMb;
    assertThat(records).hasSize((int) Math.ceil(0.1e9 / nanosPerRecord));
    for (int i = 0; i < records.size(); i++) {
      long due = FakeClock.EPOCH_NANOS + 123_456_789 + Math.round(i * nanosPerRecord);
      assertThat(records.get(i).micros()).as("record %d", i).isEqualTo(due / 1_000 % MODULUS);
      assertThat(records.get(i).id()).isEqualTo(recordBytes == 15 ? i % 1296 : i);
    }
  }

  @Test
  void a_stamp_of_sending_is_the_time_of_sending() {
    FakeChannel channel = new FakeChannel();
    run(channel, 0, settings(20, 1, 0.1, StampKind.SENT, NO_FAULTS));

    List<SentRecord> records = SentRecord.parseAll(channel.written());
    assertThat(records).hasSize(5_000);
    // Record 0 goes at once, what was due within the first step of the grid at its end.
    assertThat(records.get(0).micros()).isEqualTo(stampAt(0));
    assertThat(records.subList(1, 7)).allMatch(each -> each.micros() == stampAt(137_000));
    assertThat(records.get(7).micros()).isEqualTo(stampAt(274_000));
  }

  @Test
  void held_back_it_catches_up_and_the_stamps_show_it() {
    List<Long> writes = new ArrayList<>();
    FakeChannel channel =
        new FakeChannel(
            write -> {
              writes.add(clock.nanos());
              clock.advance(write == 3 ? SECOND / 2 : 0);
            });
    ConnectionResult result = run(channel, 0, settings(20, 1, 2.0, StampKind.DUE, NO_FAULTS));

    assertThat(result.records()).isEqualTo(100_000);
    assertThat(result.maxBehindNanos()).isBetween(SECOND / 2 - 1_000_000, SECOND / 2);
    assertThat(result.lateSeconds().cardinality()).isZero();
    // 25 000 lines to catch up with, 3 276 a chunk, and no sleep between them.
    assertThat(Collections.frequency(writes, 3 * 137_000 + SECOND / 2)).isEqualTo(8);
    List<SentRecord> records = SentRecord.parseAll(channel.written());
    assertThat(records.get(40_000).micros()).isEqualTo(stampAt(800_000_000));
  }

  @Test
  void seconds_in_which_it_was_never_on_time_are_counted() {
    FakeChannel channel = new FakeChannel(write -> clock.advance(write == 3 ? 3 * SECOND : 0));
    ConnectionResult result = run(channel, 0, settings(20, 1, 5.0, StampKind.DUE, NO_FAULTS));

    assertThat(result.lateSeconds().stream()).containsExactly(1, 2);
    assertThat(result.records()).isEqualTo(250_000);
  }

  @Test
  void flat_out_it_sends_full_chunks_until_its_time_is_over() {
    FakeChannel channel = new FakeChannel(write -> clock.advance(1_000_000));
    ConnectionResult result = run(channel, 0, settings(20, 0, 0.1, StampKind.DUE, NO_FAULTS));

    assertThat(result.records()).isEqualTo(101 * (65_536 / 20));
    assertThat(result.maxBehindNanos()).isZero();
    List<SentRecord> records = SentRecord.parseAll(channel.written());
    assertThat(records.get(65_536 / 20).micros()).isEqualTo(stampAt(1_000_000));
  }

  @Test
  void faults_are_made_exactly_as_asked() {
    FakeChannel channel = new FakeChannel();
    Faults asked = new Faults(7, 5, 3);
    ConnectionResult result = run(channel, 0, settings(20, 1, 4.0, StampKind.DUE, asked));

    List<String> lines = SentRecord.lines(channel.written());
    assertThat(lines).hasSize(200_000);
    assertThat(lines).filteredOn(line -> line.startsWith("?")).hasSize(3);
    assertThat(steps(lines, 0)).isEqualTo(5);
    assertThat(steps(lines, 2)).isEqualTo(7);
    assertThat(steps(lines, 1)).isEqualTo(200_000 - 3 - 1 - 5 - 7);
    assertThat(result.records()).isEqualTo(200_000);
    assertThat(result.faults()).isEqualTo(asked);
  }

  @Test
  void faults_befall_the_first_connection_only() {
    FakeChannel channel = new FakeChannel();
    ConnectionResult result =
        run(channel, 1, settings(20, 1, 2.0, StampKind.DUE, new Faults(3, 3, 3)));

    List<String> lines = SentRecord.lines(channel.written());
    assertThat(steps(lines, 1)).isEqualTo(lines.size() - 1);
    assertThat(result.faults()).isEqualTo(NO_FAULTS);
  }

  @Test
  void told_to_stop_it_ends_after_the_write_it_is_in() {
    AtomicReference<GeneratorConnection> self = new AtomicReference<>();
    FakeChannel channel =
        new FakeChannel(
            write -> {
              if (write == 9) {
                self.get().stop();
              }
            });
    self.set(new GeneratorConnection(channel, 0, settings(20, 1, null), clock));
    self.get().run();

    assertThat(self.get().result().ending()).isEqualTo(Ending.STOPPED);
    assertThat(self.get().isLive()).isFalse();
    assertThat(SentRecord.parseAll(channel.written())).hasSize((int) self.get().result().records());
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void a_reader_that_leaves_ends_it() {
    assertThat(endingAfter(new IOException("Broken pipe"))).isEqualTo(Ending.PEER_CLOSED);
  }

  @Test
  void a_connection_closed_under_it_was_cut() {
    assertThat(endingAfter(new AsynchronousCloseException())).isEqualTo(Ending.CUT);
  }

  private Ending endingAfter(IOException failure) {
    FakeChannel channel =
        new FakeChannel(
            write -> {
              if (write == 5) {
                throw failure;
              }
            });
    ConnectionResult result = run(channel, 0, settings(20, 1, null));
    assertThat(result.bytes()).isEqualTo(channel.written().length);
    assertThat(channel.isOpen()).isFalse();
    return result.ending();
  }

  private ConnectionResult run(FakeChannel channel, int ordinal, GeneratorSettings settings) {
    GeneratorConnection connection = new GeneratorConnection(channel, ordinal, settings, clock);
    connection.run();
    return connection.result();
  }

  private static GeneratorSettings settings(int recordBytes, double rateMb, Double seconds) {
    return settings(recordBytes, rateMb, seconds, StampKind.DUE, NO_FAULTS);
  }

  private static GeneratorSettings settings(
      int recordBytes, double rateMb, Double seconds, StampKind stamp, Faults faults) {
    return new GeneratorSettings(
        "127.0.0.1", 0, rateMb, recordBytes, 1, seconds, stamp, faults, false);
  }

  private static long stampAt(long nanos) {
    return (FakeClock.EPOCH_NANOS + nanos) / 1_000 % MODULUS;
  }

  /** How often the id of a record is {@code step} after that of the record before. */
  private static long steps(List<String> lines, int step) {
    List<Long> ids = new ArrayList<>();
    lines.stream()
        .filter(line -> !line.startsWith("?"))
        .forEach(line -> ids.add(SentRecord.parse(line).id()));
    long found = 0;
    for (int i = 1; i < ids.size(); i++) {
      found += ids.get(i) - ids.get(i - 1) == step ? 1 : 0;
    }
    return found;
  }
}
