package io.millrace.connectors.fileoutput;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connectors.Outputs;
import io.millrace.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Owners of a partition that are killed or frozen before any of the things they do to files. The
 * successors do what an engine does: they ask where the partition stands and go on there.
 */
@Timeout(120)
class SuccessionTest {
  private static final long LAST = 4;

  @TempDir private Path temporary;
  private int runs;

  @Test
  void a_crash_at_any_step_loses_and_repeats_nothing() throws Exception {
    boolean crashed = true;
    for (long step = 1; crashed; step++) {
      Path directory = directory();
      OwnerProcess former = crash(directory, 1, step);
      crashed = former.lastAcknowledged() < LAST || !isClosed(directory);

      Outcome outcome = new Outcome(directory);
      assertThat(OwnerProcess.textThrough(LAST)).startsWith(outcome.committed());
      assertThat(outcome.committed())
          .startsWith(OwnerProcess.textThrough(former.lastAcknowledged()));
      assertSuccessorGoesOn(directory, 2, former);
    }
    assertThat(runs).as("steps of an owner's life").isGreaterThan(60);
  }

  @Test
  void so_does_a_crash_of_the_one_who_takes_over_after_a_crash() throws Exception {
    for (long step = 20; step < 80; step += 7) {
      boolean crashed = true;
      for (long next = 1; crashed; next++) {
        Path directory = directory();
        OwnerProcess first = crash(directory, 1, step);
        OwnerProcess second = crash(directory, 2, next);
        crashed = second.lastAcknowledged() < LAST;
        assertThat(
                second.lastAcknowledged() < 0
                    || second.acknowledged.get(0) >= first.lastAcknowledged())
            .isTrue();
        assertSuccessorGoesOn(directory, 3, first);
      }
    }
  }

  @Test
  void what_a_frozen_owner_does_when_it_is_thawed_shows_nowhere() throws Exception {
    boolean froze = true;
    for (long step = 1; froze; step++) {
      Path directory = directory();
      StoppingPoint frozen = StoppingPoint.freezeBefore(step);
      OwnerProcess former = new OwnerProcess(new StepFileSystem(frozen).view(directory), 1, LAST);
      Thread thread = start(former, frozen);
      frozen.awaitReached();
      froze = frozen.isReached();
      Outcome outcome = new Outcome(directory);

      try (FilePartition successor = new OwnerProcess(directory, 2, LAST).open()) {
        long stands = successor.lastCommitted().value();
        assertThat(stands).as("%s", frozen).isGreaterThanOrEqualTo(former.lastAcknowledged());
        outcome.assertCommittedThrough(stands);
        commit(successor, stands + 1, LAST);
        outcome.assertCommittedThrough(LAST);

        frozen.thaw();
        thread.join();
        assertThat(former.lastAcknowledged()).as("%s", frozen).isLessThanOrEqualTo(stands);
        assertThat(former.fenced || former.lastAcknowledged() == LAST).as("%s", frozen).isTrue();
        outcome.assertCommittedThrough(LAST);
        commit(successor, LAST + 1, LAST + 3);
      }
      outcome.assertCommittedThrough(LAST + 3);
      assertThat(outcome.plain()).as("%s", frozen).isEqualTo(outcome.committed());
    }
  }

  /** Any of them may be killed as well; a reader looks at every step. */
  @Seeds(60)
  void whatever_the_order_of_their_steps_owners_show_each_batch_once(long seed) throws Exception {
    Random random = new Random(seed);
    Path directory = directory();
    List<SteppedProcess> processes = new ArrayList<>();
    for (int planVersion = 1; planVersion <= 3; planVersion++) {
      processes.add(new SteppedProcess(directory, planVersion, LAST));
    }
    String seen = "";
    int steps = 0;
    while (!processes.stream().allMatch(SteppedProcess::hasEnded)) {
      SteppedProcess next = processes.get(random.nextInt(Math.min(3, 1 + steps / 20)));
      steps++;
      if (next.hasEnded()) {
        continue;
      }
      if (random.nextInt(100) == 0) {
        next.kill();
      } else {
        next.step();
      }
      String now = new Outcome(directory).committed();
      assertThat(now).as("what was seen is there").startsWith(seen);
      assertThat(now).startsWith(OwnerProcess.textThrough(next.owner.lastAcknowledged()));
      assertThat(OwnerProcess.textThrough(LAST)).as("nothing else is there").startsWith(now);
      seen = now;
    }
    assertSuccessorGoesOn(directory, 4, processes.get(0).owner);
  }

  /** The process lives until it is killed before the step, or has done all there is to do. */
  private static OwnerProcess crash(Path directory, long planVersion, long step) {
    StoppingPoint kill = StoppingPoint.killBefore(step);
    OwnerProcess process =
        new OwnerProcess(new StepFileSystem(kill).view(directory), planVersion, LAST);
    process.live();
    return process;
  }

  private static Thread start(OwnerProcess process, StoppingPoint point) {
    Thread thread =
        new Thread(
            () -> {
              process.live();
              point.ended();
            });
    thread.start();
    return thread;
  }

  private void assertSuccessorGoesOn(Path directory, long planVersion, OwnerProcess former)
      throws IOException {
    OwnerProcess successor = new OwnerProcess(directory, planVersion, LAST);
    successor.live();
    assertThat(successor.acknowledged.get(0)).isGreaterThanOrEqualTo(former.lastAcknowledged());
    Outcome outcome = new Outcome(directory);
    outcome.assertCommittedThrough(LAST);
    assertThat(outcome.plain()).as("after a clean end").isEqualTo(outcome.committed());
    assertThat(outcome.files()).filteredOn(file -> file.startsWith(".")).hasSize(1);
  }

  private static void commit(FilePartition partition, long from, long to) throws IOException {
    for (long batch = from; batch <= to; batch++) {
      Outputs.commit(partition, batch, OwnerProcess.text(batch));
    }
  }

  private static boolean isClosed(Path directory) throws IOException {
    PartitionFiles files = new PartitionFiles(directory, "part", 12);
    try (CommitFile commits = CommitFile.read(files.marks().get(0).path())) {
      return commits.lastConfirmed().orElseThrow().closed();
    }
  }

  private Path directory() throws IOException {
    runs++;
    return Files.createDirectory(temporary.resolve("run-" + runs));
  }
}
