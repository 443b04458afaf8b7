package io.millrace.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.dsl.BatchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends of a lane over a link that drops, doubles and reorders frames and acknowledgements. */
class LossyLaneTest {
  private static final long WINDOW = 1000;
  private static final int PAYLOADS = 300;

  @ParameterizedTest
  @MethodSource("seeds")
  void everything_arrives_once_and_in_order_and_the_window_holds(long seed) {
    Random random = new Random(seed);
    Link link = new Link(random);
    for (int i = 0; i < PAYLOADS; i++) {
      int size = random.nextInt(20) == 0 ? (int) WINDOW + random.nextInt(500) : random.nextInt(400);
      link.sender.offer(payload(i, size));
      link.step();
    }
    for (int steps = 0; link.arrived.size() < PAYLOADS || link.sender.onTheWay() > 0; steps++) {
      assertThat(steps).as("seed %d: steps until everything has arrived", seed).isLessThan(200_000);
      link.step();
    }
    assertThat(link.arrived)
        .as("seed %d", seed)
        .containsExactlyElementsOf(LongStream.range(0, PAYLOADS).boxed().toList());
  }

  @Test
  void a_payload_larger_than_the_window_goes_alone() {
    SendWindow window = new SendWindow(WINDOW);
    window.offer(payload(0, 600));
    window.offer(payload(1, 1500));
    window.offer(payload(2, 10));

    assertThat(sequences(window.release())).containsExactly(0L);
    window.acknowledged(1);
    assertThat(sequences(window.release())).containsExactly(1L);
    window.acknowledged(2);
    assertThat(sequences(window.release())).containsExactly(2L);
  }

  @Test
  void however_small_they_are_no_more_than_the_queue_behind_holds_are_on_the_way() {
    SendWindow window = new SendWindow(WINDOW);
    for (int i = 0; i < 1_000; i++) {
      window.offer(payload(i, 0));
    }

    assertThat(window.release()).hasSize(256);
    window.acknowledged(100);
    assertThat(window.release()).hasSize(100);
  }

  @Test
  void nothing_is_sent_again_while_acknowledgements_move_on() {
    SendWindow window = new SendWindow(WINDOW);
    for (int i = 0; i < 4; i++) {
      window.offer(payload(i, 10));
    }
    window.release();

    assertThat(window.resend()).isEmpty();
    window.acknowledged(1);
    assertThat(window.resend()).isEmpty();
    window.offer(payload(4, 10));
    window.release();
    assertThat(sequences(window.resend())).containsExactly(1L, 2L, 3L);
    window.acknowledged(5);
    assertThat(window.resend()).isEmpty();
    assertThat(window.onTheWay()).isZero();
  }

  @Test
  void what_comes_too_early_is_kept_only_within_the_window() {
    ReceiveWindow window = new ReceiveWindow(WINDOW);

    assertThat(window.arrived(1, payload(1, 700))).isEmpty();
    assertThat(window.arrived(2, payload(2, 400))).isEmpty();
    assertThat(window.earlyBytes()).isEqualTo(700);
    assertThat(window.arrived(0, payload(0, 1))).hasSize(2);
    assertThat(window.next()).isEqualTo(2);
    assertThat(window.arrived(1, payload(1, 700))).isEmpty();
    assertThat(window.earlyBytes()).isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private static List<Long> sequences(List<SendWindow.Numbered> sent) {
    return sent.stream().map(SendWindow.Numbered::sequence).toList();
  }

  private static LanePayload payload(int number, int size) {
    StageRun run = new StageRun(new JobId(1), new BatchId(0), 1, 0);
    return new LanePayload.ShuffleChunk(new ShuffleKey(run, 0, number, 1, 0), 0, 1, new byte[size]);
  }

  /** Frames and acknowledgements on their way, picked at random. */
  private static final class Link {
    final SendWindow sender = new SendWindow(WINDOW);
    final ReceiveWindow receiver = new ReceiveWindow(WINDOW);
    final List<Long> arrived = new ArrayList<>();
    private final List<SendWindow.Numbered> frames = new ArrayList<>();
    private final List<Long> acks = new ArrayList<>();
    private final Random random;

    Link(Random random) {
      this.random = random;
    }

    void step() {
      put(frames, sender.release());
      switch (random.nextInt(8)) {
        case 0 -> put(frames, sender.resend());
        case 1, 2, 3 -> deliverAck();
        case 4, 5, 6, 7 -> deliverFrame();
        default -> throw new AssertionError("unreachable");
      }
      assertThat(sender.bytesOnTheWay() <= WINDOW || alone())
          .as("bytes on the way: %d", sender.bytesOnTheWay())
          .isTrue();
      assertThat(receiver.earlyBytes()).isLessThanOrEqualTo(WINDOW);
    }

    private boolean alone() {
      return sender.onTheWay() == 1;
    }

    private <T> void put(List<T> way, List<T> going) {
      for (T one : going) {
        int copies = random.nextInt(10) < 3 ? 0 : random.nextInt(10) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
          way.add(one);
        }
      }
    }

    private void deliverFrame() {
      if (frames.isEmpty()) {
        return;
      }
      SendWindow.Numbered frame = frames.remove(random.nextInt(frames.size()));
      for (LanePayload payload : receiver.arrived(frame.sequence(), frame.payload())) {
        arrived.add((long) ((LanePayload.ShuffleChunk) payload).key().mapTask());
      }
      put(acks, List.of(receiver.next()));
    }

    private void deliverAck() {
      if (!acks.isEmpty()) {
        sender.acknowledged(acks.remove(random.nextInt(acks.size())));
      }
    }
  }
}
