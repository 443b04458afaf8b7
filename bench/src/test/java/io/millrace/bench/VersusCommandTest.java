package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.versus.PeersFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a stand-in for the peer; whether so short a run was stable is not these tests' matter. */
@Timeout(120)
class VersusCommandTest {
  private static final String TINY = " --runs 2 --seconds 1 --warmup 0 --rate-mb 1";

  @TempDir private Path folder;

  @Test
  @Tag("multi-jvm")
  void both_sides_runs_stand_beside_each_other_with_what_one_is_of_the_other() throws Exception {
    Path peers = PeersFolder.in(folder.resolve("peers"), "-Dnothing=at-all");
    BenchRun run = BenchRun.of(folder, "versus jet --peers " + peers + TINY);
    assertThat(run.json().at("/ours/runs")).hasSize(2);
    assertThat(run.json().at("/peer/runs")).hasSize(2);
    assertThat(run.json().at("/peer/engine").asText()).isEqualTo("Fake 1.0");
    assertThat(run.json().at("/peer/flags/0").asText()).isEqualTo("-Dnothing=at-all");
    assertThat(run.count("/peer/runs/1/records")).isEqualTo(run.count("/peer/runs/1/sent"));
    assertThat(run.count("/lost") + run.count("/duplicated")).isZero();
    double ours = run.json().at("/ours/latencyMicros/p99").doubleValue();
    assertThat(run.json().at("/ratioToPeer/p99").doubleValue()).isEqualTo(ours / 400);
    assertThat(run.out()).contains("median jet").contains("millrace to jet");
  }

  @Test
  @Tag("multi-jvm")
  void what_a_peer_does_not_show_is_lost_and_the_figures_do_not_stand() throws Exception {
    Path peers = PeersFolder.in(folder.resolve("peers"), "-Dpeer.drops=3");
    BenchRun run = BenchRun.of(folder, "versus jet --peers " + peers + TINY);
    assertThat(run.count("/peer/lost")).isEqualTo(2 * 3);
    assertThat(run.count("/lost")).isEqualTo(2 * 3);
    assertThat(run.json().at("/peer/stable").booleanValue()).isFalse();
    assertThat(run.json().at("/stable").booleanValue()).isFalse();
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  @Tag("multi-jvm")
  void a_peer_that_dies_is_said_in_one_line_with_the_file_that_says_why() throws Exception {
    Path peers = PeersFolder.in(folder.resolve("peers"), "-Dpeer.dies=true");
    BenchRun run = BenchRun.of(folder, "versus jet --peers " + peers + TINY);
    Path log = peers.resolve("jet/target/run.log");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("millrace: jet ended without end; " + log + " has what it said");
    assertThat(log).content().isEqualToIgnoringNewLines("a reason");
  }

  @Test
  void a_peer_that_can_not_be_built_is_said_in_one_line_with_the_file_that_says_why()
      throws Exception {
    Path peers = PeersFolder.in(folder.resolve("peers"));
    Files.delete(peers.resolve("jet/target/built"));
    BenchRun run = BenchRun.of(folder, "versus jet --peers " + peers + TINY);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("jet can't be built").contains("build.log");
  }

  @Test
  void a_peer_is_built_again_when_its_sources_are_newer() throws Exception {
    Path peers = PeersFolder.in(folder.resolve("peers"));
    Files.setLastModifiedTime(peers.resolve("jet/target/built"), FileTime.fromMillis(0));
    BenchRun run = BenchRun.of(folder, "versus jet --peers " + peers + TINY);
    assertThat(run.err()).contains("jet can't be built");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          versus jet                                | --peers is missing
          versus jet --peers nowhere                | there is no jet/pom.xml
          versus jet --source localhost:1           | --source can't be given
          versus jet --receivers 37                 | --receivers is 37
          versus jet --runs 0                       | --runs is 0
          versus jet --interval 1s                  | Unknown options
          versus spark --receiver other             | --receiver is other; it must be text or block
          versus spark --interval 0.5ms             | --interval is 0.5ms; it must be auto or whole
          versus spark --interval 61s               | --interval is 61s; it must be auto or whole
          versus spark --interval soon              | --interval: 'soon' is no duration
          """)
  void a_wrong_call_is_refused_in_a_sentence_before_anything_starts(String call, String said)
      throws Exception {
    BenchRun run = BenchRun.of(folder, call);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).contains(said);
    assertThat(run.json().isMissingNode()).isTrue();
  }
}
