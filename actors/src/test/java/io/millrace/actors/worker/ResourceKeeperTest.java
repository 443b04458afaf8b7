package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.core.plan.Serialized;
import io.millrace.dsl.Resource;
import io.millrace.dsl.ResourceFailedException;
import io.millrace.dsl.StreamContext;
import io.millrace.testkit.ActorKitExtension;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class ResourceKeeperTest {
  /** What happened to the tools of a test, in this order. */
  private static final ConcurrentLinkedQueue<String> EVENTS = new ConcurrentLinkedQueue<>();

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static volatile boolean broken;

  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private final StreamContext context = new StreamContext("shop");
  private final JobClasses classes =
      JobClasses.ofNode(ResourceKeeperTest.class.getClassLoader(), List.of());

  @BeforeEach
  void forget() {
    EVENTS.clear();
    broken = false;
  }

  /** Not serializable, as clients are not. */
  private record Tool(String name) implements AutoCloseable {
    static Tool made(String name) {
      if (broken) {
        throw new IllegalStateException("no " + name + " here");
      }
      EVENTS.add("made " + name);
      return new Tool(name);
    }

    @Override
    public void close() throws InterruptedException {
      EVENTS.add("closed " + name);
      if (name.equals("stuck")) {
        throw new IllegalStateException("it is stuck");
      }
      if (name.equals("hung")) {
        NEVER.await();
      }
    }
  }

  /** Stands for a user's functions. */
  private record Bench(List<Resource<Tool>> tools) implements Serializable {
    Tool tool(int index) {
      return tools.get(index).get();
    }
  }

  @Test
  void all_copies_of_a_description_share_what_the_first_use_makes() throws Exception {
    Bench described = new Bench(List.of(tool("saw")));
    Bench one = read(described);
    Bench other = read(described);
    assertThat(EVENTS).isEmpty();

    assertThat(one.tool(0)).isSameAs(other.tool(0)).isSameAs(one.tool(0));
    assertThat(EVENTS).containsExactly("made saw");
  }

  @Test
  void each_job_has_its_own() throws Exception {
    Bench described = new Bench(List.of(tool("saw")));
    JobClasses another = classes.ofNextJob();

    Tool mine = read(described).tool(0);
    Tool theirs = another.read(Serialized.write(described), Bench.class).tool(0);

    assertThat(mine).isNotSameAs(theirs);
  }

  @Test
  void threads_that_ask_at_the_same_time_get_the_same() throws Exception {
    Bench bench = read(new Bench(List.of(tool("saw"))));
    Set<Tool> got = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    CyclicBarrier together = new CyclicBarrier(4);
    List<Thread> threads =
        Collections.nCopies(4, bench).stream()
            .map(same -> new Thread(() -> got.add(toolAt(together, same))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(got).hasSize(1);
    assertThat(EVENTS).containsExactly("made saw");
  }

  private static Tool toolAt(CyclicBarrier together, Bench bench) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return bench.tool(0);
  }

  @Test
  void what_was_made_is_closed_when_the_keeper_stops_and_what_needs_another_before_it()
      throws Exception {
    Resource<Tool> bolt = tool("bolt");
    Resource<Tool> door = context.resource("door", () -> Tool.made("door on " + bolt.get().name()));
    Bench bench = read(new Bench(List.of(door, tool("unused"), bolt)));
    bench.tool(0);

    stop();

    assertThat(EVENTS)
        .containsExactly("made bolt", "made door on bolt", "closed door on bolt", "closed bolt");
    assertThatThrownBy(() -> bench.tool(2))
        .isInstanceOf(ResourceFailedException.class)
        .hasMessage("resource bolt is closed, because the job is over");
    assertThatThrownBy(() -> bench.tool(1)).hasMessageStartingWith("resource unused is closed");
  }

  @Test
  void one_that_throws_when_it_is_closed_is_named_and_the_others_are_closed_all_the_same()
      throws Exception {
    Bench bench = read(new Bench(List.of(tool("saw"), tool("stuck"))));
    bench.tool(0);
    bench.tool(1);

    LoggingTestKit.warn(
            "resource stuck of job shop can't be closed,"
                + " java.lang.IllegalStateException: it is stuck")
        .expect(
            actors.kit().system(),
            () -> {
              stop();
              return null;
            });

    assertThat(EVENTS).containsExactly("made saw", "made stuck", "closed stuck", "closed saw");
  }

  @Test
  void one_that_hangs_when_it_is_closed_is_interrupted_and_the_next_is_closed() throws Exception {
    Bench bench = read(new Bench(List.of(tool("saw"), tool("hung"))));
    bench.tool(0);
    bench.tool(1);
    classes.resources().interrupt(); // too early: nothing is being closed
    ActorRef<Void> keeper = keeper();
    TestProbe<Void> watcher = actors.kit().createTestProbe();

    Thread stopping = new Thread(() -> actors.kit().stop(keeper));
    stopping.start();
    while (!EVENTS.contains("closed hung")) {
      Thread.onSpinWait();
    }
    classes.resources().interrupt();

    watcher.expectTerminated(keeper);
    stopping.join();
    assertThat(EVENTS).containsExactly("made saw", "made hung", "closed hung", "closed saw");
  }

  @Test
  void one_that_can_not_be_made_says_so_and_is_tried_again() throws Exception {
    Bench bench = read(new Bench(List.of(tool("saw"))));
    broken = true;
    assertThatThrownBy(() -> bench.tool(0))
        .isInstanceOf(ResourceFailedException.class)
        .hasMessage("resource saw can't be made: java.lang.IllegalStateException: no saw here");
    broken = false;

    assertThat(bench.tool(0).name()).isEqualTo("saw");
  }

  private Resource<Tool> tool(String name) {
    return context.resource(name, () -> Tool.made(name));
  }

  private Bench read(Bench described) throws IOException {
    return classes.read(Serialized.write(described), Bench.class);
  }

  private ActorRef<Void> keeper() {
    return actors.kit().spawn(ResourceKeeper.create("shop", classes.resources()));
  }

  private void stop() {
    actors.kit().stop(keeper());
  }
}
