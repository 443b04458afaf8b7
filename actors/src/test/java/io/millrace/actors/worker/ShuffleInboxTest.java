package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.core.model.JobId;
import io.millrace.core.model.LanePayload.ShuffleChunk;
import io.millrace.core.model.LanePayload.ShuffleWanted;
import io.millrace.core.model.MapOutput;
import io.millrace.core.model.ShuffleKey;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.LaneProtocol;
import io.millrace.testkit.ActorKitExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShuffleInboxTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final WorkerId SELF = new WorkerId("w-1");
  private static final WorkerId OTHER = new WorkerId("w-2");
  private static final JobId JOB = new JobId(1);

  private final TestProbe<LaneProtocol.Command> lane = actors.kit().createTestProbe();
  private final TestProbe<ShuffleInbox.Ready> answers = actors.kit().createTestProbe();
  private final ActorRef<ShuffleInbox.Command> inbox =
      actors.kit().spawn(ShuffleInbox.create(SELF, lane.ref()));

  @BeforeEach
  void open() {
    inbox.tell(new ShuffleInbox.Open(JOB));
  }

  @Test
  void a_task_gets_its_input_in_the_order_asked_for_once_the_last_chunk_is_here() {
    chunk(run(1, 1), 5, 1, 0, 2, 50);
    await(1, run(1, 1), SELF, new MapOutput(0, 5, 1, 2), new MapOutput(0, 3, 2, 1));
    chunk(run(1, 1), 3, 1, 0, 1, 30); // of another attempt
    chunk(run(1, 1), 5, 1, 0, 2, 99); // repeated
    chunk(run(1, 1), 5, 1, 1, 2, 51);
    await(2, run(1, 1), SELF, new MapOutput(0, 5, 1, 2));
    assertThat(answers.receiveMessage().token()).isEqualTo(2);
    chunk(run(1, 1), 3, 2, 0, 1, 32);

    ShuffleInbox.Ready ready = answers.receiveMessage();

    assertThat(ready.token()).isEqualTo(1);
    assertThat(ready.bytes()).isEqualTo(3);
    assertThat(ready.outputs().get(0)).containsExactly(new byte[] {50}, new byte[] {51});
    assertThat(ready.outputs().get(1)).containsExactly(new byte[] {32});
  }

  @Test
  void a_task_away_from_the_owner_asks_it_and_the_owner_passes_on_what_is_here_and_what_comes() {
    await(1, run(1, 1), OTHER, new MapOutput(0, 0, 1, 2));
    LaneRequests.Send asked = lane.expectMessageClass(LaneRequests.Send.class);
    assertThat(asked)
        .isEqualTo(
            new LaneRequests.Send(OTHER, new ShuffleWanted(List.of(key(run(1, 1), 0, 1)), SELF)));

    chunk(run(2, 1), 0, 1, 1, 2, 21);
    inbox.tell(new ShuffleInbox.FromLane(new ShuffleWanted(List.of(key(run(2, 1), 0, 1)), OTHER)));
    chunk(run(2, 1), 0, 1, 0, 2, 20);

    assertThat(List.of(sent(), sent()))
        .extracting(ShuffleChunk::index, chunk -> chunk.bytes()[0])
        .containsExactly(tuple(1, (byte) 21), tuple(0, (byte) 20));
  }

  @Test
  void data_of_committed_batches_and_of_closed_jobs_is_forgotten() {
    for (long batch = 1; batch <= 3; batch++) {
      chunk(run(batch, 1), 0, 1, 0, 1, 7);
    }
    inbox.tell(new ShuffleInbox.Forget(JOB, new BatchId(2)));
    for (long batch = 1; batch <= 3; batch++) {
      await(batch, run(batch, 1), SELF, new MapOutput(0, 0, 1, 1));
    }
    assertThat(answers.receiveMessage().token()).isEqualTo(3);

    inbox.tell(new ShuffleInbox.Close(JOB));
    chunk(run(4, 1), 0, 1, 0, 1, 7); // of a slot that was still at work
    inbox.tell(new ShuffleInbox.Open(JOB));
    await(4, run(4, 1), SELF, new MapOutput(0, 0, 1, 1));
    chunk(run(5, 1), 0, 1, 0, 1, 7);
    await(5, run(5, 1), SELF, new MapOutput(0, 0, 1, 1));
    assertThat(answers.receiveMessage().token()).isEqualTo(5);
  }

  @Test
  void a_newer_plan_version_drops_what_an_older_one_brought_and_brings() {
    chunk(run(1, 1), 0, 1, 0, 2, 10);
    await(1, run(1, 1), SELF, new MapOutput(0, 0, 1, 2));
    chunk(run(1, 2), 0, 1, 0, 1, 20);
    chunk(run(1, 1), 0, 1, 1, 2, 11);
    await(2, run(1, 1), SELF, new MapOutput(0, 0, 1, 2));
    await(3, run(1, 2), SELF, new MapOutput(0, 0, 1, 1));

    ShuffleInbox.Ready ready = answers.receiveMessage();

    assertThat(ready.token()).isEqualTo(3);
    assertThat(ready.outputs().get(0)).containsExactly(new byte[] {20});
  }

  @Test
  void an_attempt_that_gave_up_is_not_answered() {
    await(1, run(1, 1), SELF, new MapOutput(0, 0, 1, 1));
    await(2, run(1, 1), SELF, new MapOutput(0, 0, 1, 1));
    inbox.tell(new ShuffleInbox.GiveUp(1));
    chunk(run(1, 1), 0, 1, 0, 1, 7);
    await(3, run(1, 1), SELF, new MapOutput(0, 0, 1, 1));

    assertThat(answers.receiveMessage().token()).isEqualTo(2);
    assertThat(answers.receiveMessage().token()).isEqualTo(3);
  }

  private ShuffleChunk sent() {
    LaneRequests.Send sent = lane.expectMessageClass(LaneRequests.Send.class);
    assertThat(sent.to()).isEqualTo(OTHER);
    return (ShuffleChunk) sent.payload();
  }

  private void await(long token, StageRun run, WorkerId owner, MapOutput... outputs) {
    TaskInput.Shuffled input = new TaskInput.Shuffled(0, 0, owner, List.of(outputs));
    inbox.tell(new ShuffleInbox.Await(token, run.ofStage(1), input, answers.ref()));
  }

  private void chunk(StageRun run, int task, int attempt, int index, int chunks, int content) {
    ShuffleChunk chunk =
        new ShuffleChunk(key(run, task, attempt), index, chunks, new byte[] {(byte) content});
    inbox.tell(new ShuffleInbox.FromLane(chunk));
  }

  private static ShuffleKey key(StageRun run, int task, int attempt) {
    return new ShuffleKey(run, 0, task, attempt, 0);
  }

  private static StageRun run(long batch, long planVersion) {
    return new StageRun(JOB, new BatchId(batch), planVersion, 0);
  }
}
