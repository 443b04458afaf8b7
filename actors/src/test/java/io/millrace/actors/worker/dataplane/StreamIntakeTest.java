package io.millrace.actors.worker.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.actors.shared.BatchTicker;
import io.millrace.actors.shared.StagePause;
import io.millrace.core.block.BlockBuilder;
import io.millrace.core.block.BlockLimits;
import io.millrace.core.block.SealedRange;
import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamMark;
import io.millrace.core.time.Clock;
import io.millrace.core.time.Deadlines;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Framing;
import io.millrace.dsl.Offset;
import io.millrace.dsl.StreamId;
import io.millrace.testkit.ManualClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamIntakeTest {
  private static final StreamId STREAM = new StreamId(0);
  private static final BatchGrid GRID = new BatchGrid(1_000, 100, 50);

  private final ManualClock clock = new ManualClock(1_000);
  private final Told told = new Told();
  private final BufferPool buffers = new BufferPool(2, 1_000);
  private final StreamIntake intake = intake(clock, GRID, StagePause.NONE);

  @Test
  void the_ticker_seals_what_was_read_and_marks_the_batch() throws InterruptedException {
    intake.startConnection(false);
    read("a\nb", 1_010);
    clock.set(1_100);
    intake.onDeadline();

    assertThat(told.blocks).containsExactly("0..2 a\n sealed 1100");
    assertThat(told.marks).containsExactly(new StreamMark(STREAM, new BatchId(0), 2));
  }

  @Test
  void a_block_deadline_seals_and_marks_nothing() throws InterruptedException {
    intake.startConnection(false);
    read("a\n", 1_010);
    clock.set(1_050);
    intake.onDeadline();

    assertThat(told.blocks).hasSize(1);
    assertThat(told.marks).isEmpty();
    assertThat(intake.nextDeadline()).isEqualTo(1_100);
  }

  @Test
  void a_batch_without_data_is_marked_all_the_same() {
    clock.set(1_100);
    intake.onDeadline();

    assertThat(told.blocks).isEmpty();
    assertThat(told.marks).containsExactly(new StreamMark(STREAM, new BatchId(0), 0));
  }

  @Test
  void a_read_that_sees_the_deadline_first_seals_and_the_ticker_comes_too_late()
      throws InterruptedException {
    intake.startConnection(false);
    clock.set(1_101);
    read("a\n", 1_101);
    assertThat(told.blocks).containsExactly("0..2 a\n sealed 1101");
    assertThat(told.marks).containsExactly(new StreamMark(STREAM, new BatchId(0), 2));

    clock.set(1_102);
    intake.onDeadline();
    assertThat(told.blocks).hasSize(1);
    assertThat(told.marks).hasSize(1);
  }

  @Test
  void only_the_first_connection_has_something_to_leave_out() throws InterruptedException {
    intake.startConnection(true);
    read("a\nb", 1_010);
    intake.breakOff(new Offset("3"));

    intake.startConnection(true);

    assertThat(intake.missing()).isZero();
    assertThat(intake.resumeAt()).isEqualTo(new Offset("3"));
    assertThat(intake.progress().place()).isEqualTo(SourcePlace.START);
  }

  @Test
  void a_connection_cut_in_a_record_is_sealed_and_its_rest_counted() throws InterruptedException {
    intake.startConnection(false);
    read("a\nbcd", 1_010);

    assertThat(intake.endConnection(true)).isEqualTo(3);

    assertThat(told.blocks).hasSize(1);
    assertThat(intake.progress())
        .isEqualTo(new StreamIntake.Progress(2, 1, 3, false, SourcePlace.START));
  }

  @Test
  void a_record_that_we_cut_ourselves_does_not_count_as_cut_by_the_source()
      throws InterruptedException {
    intake.startConnection(false);
    read("a\nbcd", 1_010);

    intake.endConnection(false);

    assertThat(intake.progress().truncatedBytes()).isZero();
  }

  @Test
  void the_end_marks_the_open_batch_once_and_stops_the_clock() throws InterruptedException {
    intake.startConnection(false);
    read("a\n", 1_010);
    clock.set(1_320);
    intake.finish();
    intake.finish();
    clock.set(1_900);
    intake.onDeadline();

    assertThat(told.blocks).hasSize(1);
    assertThat(told.marks).containsExactly(new StreamMark(STREAM, new BatchId(3), 2));
    assertThat(intake.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(intake.progress().finished()).isTrue();
  }

  @Test
  void ticker_and_read_loop_together_lose_nothing_and_mark_each_batch_once()
      throws InterruptedException {
    Clock real = System::nanoTime;
    StreamIntake shared =
        intake(real, new BatchGrid(real.nanos(), 200_000, 100_000), StagePause.NONE);
    shared.startConnection(false);
    StringBuilder sent = new StringBuilder();
    try (BatchTicker ticker = BatchTicker.start(real, "ticker-under-test")) {
      ticker.register(shared);
      for (int i = 0; i < 20_000; i++) {
        String text = i + (i % 3 == 0 ? "" : "\n");
        sent.append(text);
        append(shared, text, real.nanos());
      }
      append(shared, "\n", real.nanos());
      shared.endConnection(true);
      shared.finish();
    }

    assertThat(told.text).hasToString(sent + "\n");
    assertThat(told.gaps).isZero();
    assertThat(told.marks).extracting(mark -> mark.batch().value()).doesNotHaveDuplicates();
    assertThat(told.marks).extracting(mark -> mark.batch().value()).isSorted();
    assertThat(told.marks.get(told.marks.size() - 1).position()).isEqualTo(sent.length() + 1L);
  }

  private StreamIntake intake(Clock time, BatchGrid grid, StagePause pause) {
    BlockBuilder builder =
        new BlockBuilder(STREAM, Framing.line(), new BlockLimits(500, 100), 0, 0);
    Deadlines deadlines = new Deadlines(grid, time.nanos());
    return new StreamIntake(builder, SourcePlace.START, deadlines, time, pause, told);
  }

  private void read(String text, long nanos) throws InterruptedException {
    append(intake, text, nanos);
  }

  private void append(StreamIntake to, String text, long nanos) throws InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    int sent = 0;
    while (sent < bytes.length) {
      ByteBuffer target = to.target(buffers);
      int now = Math.min(target.remaining(), bytes.length - sent);
      target.put(bytes, sent, now);
      to.onRead(now, nanos);
      sent += now;
    }
  }

  /** Looks at each range at once and gives it back; hears one call at a time. */
  private static final class Told implements StreamIntake.Outlet {
    private final List<String> blocks = new ArrayList<>();
    private final List<StreamMark> marks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int gaps;

    @Override
    public void sealed(SealedRange range, long sealedNanos) {
      String content = StandardCharsets.US_ASCII.decode(range.bytes().duplicate()).toString();
      long from = range.meta().from();
      gaps += from == text.length() ? 0 : 1;
      text.append(content);
      blocks.add(from + ".." + range.meta().to() + " " + content + " sealed " + sealedNanos);
      range.release();
    }

    @Override
    public void sealedThrough(StreamMark mark) {
      gaps += mark.position() == text.length() ? 0 : 1;
      marks.add(mark);
    }
  }
}
