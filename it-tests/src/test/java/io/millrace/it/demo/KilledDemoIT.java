package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Program;
import io.millrace.it.process.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A demo that is killed takes everything it started with it. */
@Tag("multi-jvm")
@Timeout(90)
class KilledDemoIT {
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void killed_demo_leaves_neither_generator_nor_nodes_behind() {
    Program demo =
        programs.millrace(
            "demo --cluster --workers 2 --receivers 2 --rate-mb 1 --warmup 0 --seconds 60"
                .split(" "));
    demo.awaitOut(line -> line.startsWith("run ") ? Optional.of(line) : Optional.empty());
    List<ProcessHandle> children = demo.children();
    assertThat(children).as("generator, driver, two workers").hasSize(4);
    demo.kill();
    CompletableFuture<?> ended =
        CompletableFuture.allOf(
            children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    try {
      assertThat(ended).succeedsWithin(Duration.ofSeconds(40));
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
