package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.JobStatus;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.examples.WordCount;
import io.millrace.it.cluster.LineServer.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The expected counts are of words as they were drawn, before they became lines. */
@Tag("multi-jvm")
@Timeout(120)
class WordCountIT {
  private static final int STEPS = 5;
  private static final int LINES_A_STEP = 2_000;
  private static final List<String> WORDS =
      List.of("mill", "race", "water", "wheel", "Wasser", "Mühle", "水車", "a", "the", "of");

  @RegisterExtension final ClusterUnderTest cluster = new ClusterUnderTest();

  private final List<List<String>> steps = new ArrayList<>();
  private final Map<String, Long> expected = new TreeMap<>();

  @BeforeEach
  void draw_words() {
    Random random = new Random(11);
    for (int step = 0; step < STEPS; step++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < LINES_A_STEP; i++) {
        lines.add(drawLine(random));
      }
      steps.add(lines);
    }
  }

  private String drawLine(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      String word = WORDS.get(random.nextInt(WORDS.size())) + random.nextInt(30);
      words.add(word);
      expected.merge(word.toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
    return String.join(" ", words);
  }

  @Test
  void two_workers_count_the_words_of_one_socket(@TempDir Path directory) throws Exception {
    JobStatus status;
    try (LineServer server = new LineServer()) {
      cluster.worker().worker().run(WordCount.class, "in=" + server.address(), "out=" + directory);
      Connection connection = server.accept();
      for (int step = 1; step <= STEPS; step++) {
        connection.send(steps.get(step - 1));
        long received = (long) step * LINES_A_STEP;
        cluster.await(received + " records", last -> last.records() == received);
      }
      server.close();
      status = cluster.drain();
    }
    assertThat(new Output(directory).totals()).isEqualTo(expected);
    assertThat(status.workers())
        .hasSize(2)
        .allSatisfy(worker -> assertThat(worker.tasks()).isPositive())
        .allSatisfy(worker -> assertThat(worker.shuffleBytesIn()).isPositive());
  }

  @Test
  void the_same_job_counts_the_same_embedded(@TempDir Path directory) throws Exception {
    try (LineServer server = new LineServer();
        EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle job = millrace.run(new WordCount(), "in=" + server.address(), "out=" + directory);
      Connection connection = server.accept();
      for (List<String> lines : steps) {
        connection.send(lines);
      }
      server.close();
      job.drain();
      assertThat(job.await().records()).isEqualTo((long) STEPS * LINES_A_STEP);
    }
    assertThat(new Output(directory).totals()).isEqualTo(expected);
  }
}
