package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.core.model.Measurement;
import io.millrace.launcher.run.RunPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {
  @Test
  void without_options_it_is_the_papers_job_on_an_embedded_node() {
    assertThat(plan())
        .isEqualTo(
            new RunPlan(
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                10.0,
                20,
                1,
                Duration.ofMillis(10),
                Duration.ofMillis(2),
                2,
                List.of(),
                0));
  }

  @Test
  void the_cluster_has_two_workers_unless_said() {
    assertThat(plan("--cluster").workers()).isEqualTo(2);
    assertThat(plan("--cluster", "--workers", "3").workers()).isEqualTo(3);
  }

  @Test
  void the_block_interval_is_a_fifth_of_the_batch_interval_unless_said() {
    assertThat(plan("--batch", "1ms").block()).isEqualTo(Duration.ofNanos(200_000));
    assertThat(plan("--batch", "1ms", "--block", "0.5ms").block())
        .isEqualTo(Duration.ofNanos(500_000));
  }

  @ParameterizedTest
  @CsvSource({
    "100us, 50000",
    "125us, 62500",
    "200us, 50000",
    "250us, 50000",
    "100001ns, 100001",
    "1.000004ms, 250001",
    "60s, 12000000000",
    "59.999999999s, 59999999999"
  })
  void every_batch_interval_has_a_block_interval_that_the_nodes_take(String batch, long block) {
    RunPlan plan = plan("--batch", batch);
    assertThat(plan.block()).isEqualTo(Duration.ofNanos(block));
    Config settings = NodeConfig.embedded(NodeConfig.of(plan.settings(), "test"));
    assertThat(MillraceSettings.from(settings).block().interval()).isEqualTo(plan.block());
  }

  @Test
  void each_foreign_source_has_a_receiver_and_nothing_is_asked_of_it() {
    RunPlan plan = plan("--source", "a:1", "--source", "b:2");
    assertThat(plan.receivers()).isEqualTo(2);
    assertThat(plan.rateMb()).isNull();
    assertThat(plan.endpoints("own:1")).containsExactly("a:1", "b:2");
  }

  @Test
  void a_rate_may_be_asked_of_foreign_sources() {
    assertThat(plan("--source", "a:1", "--rate-mb", "30").rateMb()).isEqualTo(30.0);
  }

  @Test
  void our_generator_is_connected_to_once_for_each_receiver() {
    assertThat(plan("--receivers", "3").endpoints("g:1")).containsExactly("g:1", "g:1", "g:1");
  }

  @Test
  void warm_up_is_not_part_of_the_measured_time() {
    assertThat(plan("--warmup", "2", "--seconds", "5").measurement())
        .isEqualTo(new Measurement(2_000_000, 5_000_000));
  }

  @Test
  void the_nodes_get_intervals_with_their_units() {
    assertThat(plan("--batch", "2.5ms", "--block", "0.5ms", "--consumers", "4").settings())
        .containsEntry("millrace.batch.interval", "2500us")
        .containsEntry("millrace.block.interval", "500us")
        .containsEntry("millrace.block-store.consumers", "4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --batch 10               | '10' is no duration; write a number and a unit
          --batch 10ms --block 3ms | --block 3ms does not divide --batch 10ms
          --batch 4ns              | --batch is 4ns; it must lie in 100us..60s
          --batch 99us             | --batch is 99us; it must lie in 100us..60s
          --batch 61s              | --batch is 61s; it must lie in 100us..60s
          --batch 9us --block 3us  | --batch is 9us; it must lie in 100us..60s
          --batch 100us --block 10us | --block is 10us; it must lie in 50us..60s
          --record-bytes 14        | --record-bytes is 14; it must lie in 15..4096
          --seconds 0              | --seconds is 0; it must lie in 1..86400
          --warmup -1              | --warmup is -1; it must lie in 0..86400
          --rate-mb -1             | --rate-mb is -1.0; it must lie in 0..10000
          --rate-mb 10001          | --rate-mb is 10001.0; it must lie in 0..10000
          --rate-mb NaN            | --rate-mb is NaN; it must lie in 0..10000
          --receivers 0            | --receivers is 0; it must lie in 1..1000
          --receivers 1001         | --receivers is 1001; it must lie in 1..1000
          --consumers 65           | --consumers is 65; it must lie in 1..64
          --workers 2              | --workers goes with --cluster
          --cluster --workers 0    | --workers must be at least 1
          --source nowhere         | socket source nowhere is not host:port
          --source a:1 --receivers 2 | --receivers is 2, but there are 1 --source
          --json no/such/folder/r  | there is no such folder
          --no-such-option         | Unknown option
          """)
  void a_wrong_call_is_refused_in_a_sentence_before_anything_starts(String options, String said) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
    assertThat(command.execute(("demo " + options).split(" "))).isEqualTo(2);
    assertThat(err.toString().lines().findFirst().orElseThrow()).contains(said);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void a_result_file_may_lie_in_any_folder_that_is_there(@TempDir Path folder) {
    assertThat(plan("--json", folder.resolve("r.json").toString())).isNotNull();
  }

  @Test
  void help_shows_examples() {
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(out, true));
    assertThat(command.execute("demo", "--help")).isZero();
    assertThat(out.toString()).contains("millrace demo --cluster --workers 2 --receivers 2");
  }

  private static RunPlan plan(String... options) {
    DemoCommand command = new DemoCommand();
    new CommandLine(command).parseArgs(options);
    return command.plan();
  }
}
