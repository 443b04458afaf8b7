package io.millrace.it.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.embedded.EmbeddedMillrace;
import io.millrace.embedded.JobHandle;
import io.millrace.embedded.Millrace;
import io.millrace.it.cluster.Output;
import io.millrace.it.dist.DistributedCluster;
import io.millrace.it.process.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Word count and top-k over one file, two jobs at once, to the last word. As large as {@code
 * -Dtext.mb=200} wants it.
 */
@Tag("multi-jvm")
@Timeout(600)
class LargeTextIT {
  private static final long BYTES = 1_000_000L * Integer.getInteger("text.mb", 20);
  private static final long SEED = 200;

  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  private GeneratedText text;

  @BeforeEach
  void write_the_text() throws Exception {
    text = GeneratedText.write(folder.resolve("text"), BYTES, SEED);
  }

  @Test
  void two_jobs_at_once_count_it_right_embedded() throws Exception {
    try (EmbeddedMillrace millrace = Millrace.embedded()) {
      JobHandle counting = millrace.run(new TextJobs.WordCount(), in(), out("counts"));
      JobHandle comparing = millrace.run(new TextJobs.LongestWords(), in(), out("longest"));
      assertThat(counting.await().records()).isEqualTo(text.lines());
      assertThat(comparing.await().records()).isEqualTo(text.lines());
    }
    assertThatOutputIsRight();
  }

  @Test
  void two_jobs_at_once_count_it_right_on_a_cluster() throws Exception {
    try (DistributedCluster cluster = DistributedCluster.start(programs, folder, 3)) {
      String jar = TextJobs.jar(folder.resolve("text-jobs.jar")).toString();
      submit(cluster, jar, TextJobs.WordCount.class, "counts");
      submit(cluster, jar, TextJobs.LongestWords.class, "longest");
      for (String job : List.of("counts", "longest")) {
        cluster.awaitEnd(job);
        JsonNode status = cluster.json("job", job);
        assertThat(status.required("records").longValue()).isEqualTo(text.lines());
        assertThat(status.required("rejected").longValue()).isZero();
      }
      cluster.stop();
    }
    assertThatOutputIsRight();
  }

  private void submit(DistributedCluster cluster, String jar, Class<?> job, String name)
      throws Exception {
    cluster.run("submit", jar, "--class", job.getName(), "--name", name, in(), out(name));
  }

  private String in() {
    return "in=" + folder.resolve("text");
  }

  private String out(String name) {
    return "out=" + folder.resolve(name);
  }

  private void assertThatOutputIsRight() {
    Output counts = new Output(folder.resolve("counts"));
    assertThat(counts.totals()).isEqualTo(text.counts());
    Output longest = new Output(folder.resolve("longest"));
    assertThat(top(longest.lines().stream())).isEqualTo(top(text.counts().keySet().stream()));
  }

  /** The top of the tops of the batches is that of the text. */
  private static List<String> top(Stream<String> words) {
    return words.distinct().sorted(TextJobs.LONGEST_FIRST).limit(TextJobs.TOP).toList();
  }
}
