package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.SinkStatus;
import io.millrace.core.model.StreamStatus;
import io.millrace.examples.TwoLogs;
import io.millrace.it.cluster.LineServer.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job whose graph parts and meets; the levels are counted as they are drawn. */
@Tag("multi-jvm")
@Timeout(120)
class BranchesIT {
  private static final int STEPS = 5;
  private static final int LINES_A_STEP = 1_500;
  private static final List<String> LEVELS = List.of("INFO", "WARN", "ERROR", "Hinweis", "警告");

  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();

  private final Random random = new Random(17);
  private final Map<String, Long> expected = new TreeMap<>();

  @Test
  void two_sources_are_counted_together_and_kept_apart_by_two_workers(@TempDir Path directory)
      throws Exception {
    List<String> front = new ArrayList<>();
    List<String> back = new ArrayList<>();
    JobStatus status;
    try (LineServer first = new LineServer();
        LineServer second = new LineServer()) {
      cluster
          .worker()
          .worker()
          .run(
              TwoLogs.class,
              "front=" + first.address(),
              "back=" + second.address(),
              "out=" + directory);
      Connection fromFront = first.accept();
      Connection fromBack = second.accept();
      for (int step = 0; step < STEPS; step++) {
        fromFront.send(drawn("front", LINES_A_STEP, front));
        fromBack.send(drawn("back", LINES_A_STEP / 3, back));
        long received = front.size() + back.size();
        cluster.await(received + " records", last -> last.records() == received);
      }
      first.close();
      second.close();
      status = cluster.drain();
    }
    Output lines = new Output(directory.resolve("lines"));
    lines.assertHolds(0, front);
    lines.assertHolds(1, back);
    assertThat(lines.lines()).hasSize(front.size() + back.size());
    assertThat(new Output(directory.resolve("levels")).totals()).isEqualTo(expected);
    assertThat(status.stages()).isEqualTo(3);
    assertThat(status.streams()).extracting(StreamStatus::worker).doesNotHaveDuplicates();
    assertThat(status.sinks()).extracting(SinkStatus::name).containsExactly("sink-1", "sink-2");
    assertThat(status.measured().records()).isEqualTo(front.size() + back.size());
  }

  private List<String> drawn(String server, int count, List<String> all) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String level = LEVELS.get(random.nextInt(LEVELS.size())) + random.nextInt(4);
      expected.merge(level, 1L, Long::sum);
      lines.add(level + " " + server + " " + (all.size() + i));
    }
    all.addAll(lines);
    return lines;
  }
}
