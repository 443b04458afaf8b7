package io.millrace.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.process.Generator;
import io.millrace.it.process.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo with sources that are not its own: good ones, faulty ones, and ones that fall silent.
 */
@Tag("multi-jvm")
@Timeout(90)
class ForeignSourceIT {
  @RegisterExtension final Programs programs = new Programs();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {15, 20, 25})
  void totals_agree_with_the_source_and_the_run_ends_with_it(int recordBytes) throws Exception {
    String bytes = Integer.toString(recordBytes);
    Generator generator =
        programs.generator(
            "--rate-mb", "1", "--connections", "2", "--seconds", "2", "--record-bytes", bytes);
    String source = generator.address();
    DemoRun run =
        demo("--source", source, "--source", source, "--record-bytes", bytes, "--seconds", "50");
    assertThat(run.count("records")).isPositive().isEqualTo(generator.total("records"));
    assertThat(run.count("lost")).isZero();
    assertThat(run.count("duplicated")).isZero();
    assertThat(run.count("rejected")).isZero();
    assertThat(run.count("receivers")).isEqualTo(2);
    assertThat(run.number("seconds")).as("the limit is 50 s").isLessThan(25);
    assertThat(run.json().required("sent").isNull()).isTrue();
    assertThat(run.json().required("rateMbRequested").isNull()).isTrue();
  }

  @Test
  void faults_of_the_source_are_counted_and_malformed_records_kept() throws Exception {
    Generator generator =
        programs.generator(
            List.of("--rate-mb 1 --seconds 3 --leave-out 7 --repeat 5 --malformed 3".split(" "))
                .toArray(String[]::new));
    DemoRun run = demo("--source", generator.address());
    assertThat(run.count("lost")).isEqualTo(7).isEqualTo(generator.total("leftOut"));
    assertThat(run.count("duplicated")).isEqualTo(5).isEqualTo(generator.total("repeated"));
    assertThat(run.count("rejected")).isEqualTo(3).isEqualTo(generator.total("malformed"));
    assertThat(run.count("records") + 3).isEqualTo(generator.total("records"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.verdict())
        .isEqualTo("NOT OK: of the records sent, 7 lost, 5 duplicated, 3 rejected as malformed");
    assertThatDeadLettersHoldThreeLinesOf20Bytes();
  }

  /** Tab-separated: stream, position in it, reason, the record without its newline. */
  private void assertThatDeadLettersHoldThreeLinesOf20Bytes() throws IOException {
    List<String[]> letters = deadLetters().stream().map(line -> line.split("\t")).toList();
    assertThat(letters).hasSize(3);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter[0]).isEqualTo("0");
              assertThat(Long.parseLong(letter[1])).isPositive().matches(at -> at % 20 == 0);
              assertThat(letter[3]).isEqualTo("?".repeat(19));
            });
    assertThat(letters).extracting(letter -> letter[1]).doesNotHaveDuplicates();
  }

  private List<String> deadLetters() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> letters = files.filter(file -> file.toString().endsWith(".dead-letters")).toList();
      assertThat(letters).hasSize(1);
      return Files.readAllLines(letters.get(0));
    }
  }

  @Test
  void source_that_nobody_listens_at_is_named() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    DemoRun run = demo("--source", "127.0.0.1:" + port);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.verdict())
        .startsWith("NOT OK: source 127.0.0.1:" + port + " never accepted a connection");
    assertThat(run.count("records")).isZero();
  }

  @Test
  void source_that_ends_inside_a_record_is_an_error() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("000000000 0000000001\n000000001 00000", "")) {
      DemoRun run = demo("--source", source.address(), "--record-bytes", "21");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.verdict())
          .isEqualTo(
              "NOT OK: source %s ended inside a record, after 15 bytes of it"
                  .formatted(source.address()));
      assertThat(run.count("records")).isEqualTo(1);
    }
  }

  @Test
  void source_that_closes_without_a_record_is_named() throws Exception {
    try (ScriptedSource source = ScriptedSource.of("")) {
      DemoRun run = demo("--source", source.address(), "--seconds", "2");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.verdict())
          .isEqualTo("NOT OK: source %s delivered no record".formatted(source.address()));
    }
  }

  @Test
  void source_that_closes_after_its_records_and_never_returns_ends_the_run() throws Exception {
    try (ScriptedSource source =
        ScriptedSource.of("000000000 0000000001\n000000001 0000000002\n")) {
      DemoRun run = demo("--source", source.address(), "--record-bytes", "21", "--seconds", "50");
      assertThat(run.count("records")).isEqualTo(2);
      assertThat(run.count("lost")).isZero();
      assertThat(run.verdict()).doesNotContain("source");
    }
  }

  private DemoRun demo(String... options) throws IOException, InterruptedException {
    return DemoRun.of(
        programs,
        folder,
        Stream.concat(Stream.of("--warmup", "1"), Stream.of(options)).toArray(String[]::new));
  }
}
