package io.millrace.testkit.simulation;

import io.millrace.core.model.BlockId;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run: everything there is, the faults that befall it, and what must hold. */
final class World {
  /** Longer than any run may take; virtual time costs nothing. */
  private static final long FOREVER = 60_000 * Parameters.MILLI;

  private final Parameters parameters;
  private final SplittableRandom random;
  private final EventQueue queue = new EventQueue();
  private final Invariants invariants;
  private final Network network;
  private final DurableSink sink;
  private final List<Source> sources = new ArrayList<>();
  private final Map<WorkerId, SimulatedWorker> workers = new TreeMap<>();
  private final TreeSet<WorkerId> doomed = new TreeSet<>();
  private final AtomicLong nextRecord = new AtomicLong();
  private final SimulatedDriver driver;

  World(Parameters parameters, Wire wire) {
    this.parameters = parameters;
    this.random = new SplittableRandom(~parameters.seed());
    this.invariants = Invariants.of(parameters);
    this.network = new Network(queue, random.split(), parameters, wire);
    this.sink = new DurableSink(invariants::visible);
    for (int stream = 0; stream < parameters.job().streams(); stream++) {
      long end = parameters.streamsEnd() * (2 + random.nextInt(3)) / 4;
      StreamId id = new StreamId(stream);
      sources.add(
          new Source(
              "source " + stream,
              queue,
              random.split(),
              end,
              nextRecord,
              record -> invariants.sent(record, id)));
    }
    for (int worker = 0; worker < parameters.workers(); worker++) {
      addWorker();
    }
    this.driver = new SimulatedDriver(this, workers.keySet());
    planFaults();
  }

  /**
   * Lets everything happen that will.
   *
   * @return the hash of the trace
   * @throws AssertionError with seed, parameters, how to replay it and the last events
   */
  long run() {
    try {
      driver.start();
      while (queue.step()) {
        invariants.afterEvent(this);
        invariants.require(queue.now() < FOREVER, "nothing comes to an end");
      }
      invariants.atEnd(this);
      return queue.hash();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "%s%n%s%n%s%n%s"
              .formatted(
                  failure,
                  parameters,
                  parameters.replay(),
                  String.join(System.lineSeparator(), queue.recent())),
          failure);
    }
  }

  private WorkerId addWorker() {
    WorkerId id = new WorkerId("w" + workers.size());
    long skew = random.nextLong(-parameters.maxClockSkew(), parameters.maxClockSkew() + 1);
    workers.put(id, new SimulatedWorker(id, this, skew));
    return id;
  }

  private void planFaults() {
    plan(parameters.crashes(), "a worker crashes", this::crash);
    plan(parameters.pauses(), "a worker freezes", this::pause);
    plan(parameters.joins(), "a worker joins", () -> driver.join(addWorker()));
  }

  private void plan(int count, String what, Runnable fault) {
    for (int i = 0; i < count; i++) {
      queue.at(random.nextLong(parameters.streamsEnd()), what, fault);
    }
  }

  private void crash() {
    SimulatedWorker victim = victim();
    if (victim != null && mayLose()) {
      doomed.add(victim.id());
      victim.crash();
      if (random.nextBoolean()) {
        for (String actor : List.of("", ".store", ".receiver", ".executor", ".sink", ".holder")) {
          network.sever(victim.id() + actor);
        }
      }
      giveUpLater(victim);
    }
  }

  /** Too long a pause, and the worker comes back as a zombie. */
  private void pause() {
    SimulatedWorker victim = victim();
    if (victim == null) {
      return;
    }
    boolean tooLong = mayLose() && random.nextBoolean();
    long timeout = parameters.workerTimeout();
    long pause = random.nextLong(timeout) + (tooLong ? timeout : 0);
    victim.pause();
    if (tooLong) {
      doomed.add(victim.id());
      giveUpLater(victim);
    }
    queue.after(pause, victim.id() + " goes on", victim::resume);
  }

  private void giveUpLater(SimulatedWorker silent) {
    queue.after(
        parameters.workerTimeout(), silent.id() + " is given up", () -> driver.lose(silent.id()));
  }

  private @Nullable SimulatedWorker victim() {
    List<SimulatedWorker> up =
        driver.present().stream()
            .filter(id -> !doomed.contains(id))
            .map(this::worker)
            .filter(SimulatedWorker::isUp)
            .toList();
    return up.isEmpty() ? null : up.get(random.nextInt(up.size()));
  }

  private boolean mayLose() {
    return parameters.losses()
        && driver.present().stream().filter(id -> !doomed.contains(id)).count() > 1;
  }

  /** What a worker holds, to look at from outside; null when it holds no such block. */
  byte @Nullable [] bytes(WorkerId holder, BlockId block) {
    return worker(holder).blocks().bytes(block);
  }

  SimulatedWorker worker(WorkerId id) {
    SimulatedWorker worker = workers.get(id);
    if (worker == null) {
      throw new IllegalArgumentException(id + " never lived");
    }
    return worker;
  }

  Iterable<SimulatedWorker> workers() {
    return workers.values();
  }

  /** How many records the sources have sent so far. */
  long recordsSent() {
    return nextRecord.get();
  }

  Source source(int split) {
    return sources.get(split);
  }

  Parameters parameters() {
    return parameters;
  }

  SplittableRandom random() {
    return random;
  }

  EventQueue queue() {
    return queue;
  }

  Network network() {
    return network;
  }

  DurableSink sink() {
    return sink;
  }

  SimulatedDriver driver() {
    return driver;
  }

  Invariants invariants() {
    return invariants;
  }
}
