package io.millrace.actors.worker;

import akka.actor.typed.ActorRef;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskInput;
import io.millrace.protocol.BlockStoreProtocol;

/** Has the input of attempts made ready, and lets go of it. */
final class TaskInputs {
  private final ActorRef<BlockStoreProtocol.Command> blockStore;
  private final ActorRef<ShuffleInbox.Command> shuffles;
  private final ActorRef<BlockRequests.PinAnswer> pinAnswers;
  private final ActorRef<ShuffleInbox.Ready> shuffleAnswers;

  TaskInputs(
      ActorRef<BlockStoreProtocol.Command> blockStore,
      ActorRef<ShuffleInbox.Command> shuffles,
      ActorRef<BlockRequests.PinAnswer> pinAnswers,
      ActorRef<ShuffleInbox.Ready> shuffleAnswers) {
    this.blockStore = blockStore;
    this.shuffles = shuffles;
    this.pinAnswers = pinAnswers;
    this.shuffleAnswers = shuffleAnswers;
  }

  void request(Attempt attempt) {
    StageRun run = attempt.dispatch().run();
    if (attempt.spec().input() instanceof TaskInput.Blocks input) {
      blockStore.tell(
          new BlockRequests.PinBlocks(run.job(), attempt.token(), input.blocks(), pinAnswers));
    } else {
      TaskInput.Shuffled input = (TaskInput.Shuffled) attempt.spec().input();
      shuffles.tell(new ShuffleInbox.Await(attempt.token(), run, input, shuffleAnswers));
    }
  }

  /** The attempt needs its input no more, or waits for it no more. */
  void release(Attempt attempt) {
    if (attempt.spec().input() instanceof TaskInput.Blocks) {
      blockStore.tell(new BlockRequests.Unpin(attempt.dispatch().run().job(), attempt.token()));
    } else {
      shuffles.tell(new ShuffleInbox.GiveUp(attempt.token()));
    }
  }
}
