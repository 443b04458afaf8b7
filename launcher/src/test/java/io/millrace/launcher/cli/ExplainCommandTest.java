package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testkit.UserJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  private static final int BAD_INPUT = 2;

  private static final String LEVELS =
      """
      package com.acme;

      import io.millrace.dsl.*;

      public class Levels implements StreamJob {
        @Override public void define(StreamContext context) {
          String loader = Thread.currentThread().getContextClassLoader().getClass().getSimpleName();
          DStream<String> lines = context
              .source(Sources.file(context.argument("in")), Decoders.lines()).named(loader);
          lines.filter(line -> !line.isBlank()).keyBy(line -> line.charAt(0)).count()
              .to(Sinks.console());
          lines.deadLetters().to(Sinks.file("bad"));
        }
      }
      """;

  private static final String CLINGING =
      """
      package com.acme;

      import io.millrace.dsl.*;

      public class Clinging implements StreamJob {
        @Override public void define(StreamContext context) {
          Object thing = new Object();
          context.source(Sources.of("a"), Decoders.lines()).map(line -> line + thing)
              .to(Sinks.console());
        }
      }
      """;

  @TempDir private Path folder;
  private Path jar;
  private ClassLoader before;

  @BeforeEach
  void pack() throws Exception {
    before = Thread.currentThread().getContextClassLoader();
    jar =
        new UserJar()
            .with("com.acme.Levels", LEVELS)
            .with("com.acme.Clinging", CLINGING)
            .writeTo(folder.resolve("levels.jar"));
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void prints_the_stages_and_where_records_go() {
    assertThat(explain("--class", "com.acme.Levels", "in=a.txt"))
        .isEqualTo(
            new Call(
                0,
                """
                job Levels
                stage 0 reads JobClassLoader (FileSource, 1 stream)
                  filter-1
                    -> shuffle count-2 (4 partitions)
                  dead letters: -> sink-2 (FileSink)
                stage 1 reads shuffle count-2
                  -> sink-1 (ConsoleSink)
                """,
                ""));
  }

  @Test
  void takes_the_settings_that_the_job_would_be_submitted_with() {
    String[] setting = {"--set", "millrace.shuffle.partitions=1", "--class", "com.acme.Levels"};
    assertThat(explain(setting[0], setting[1], setting[2], setting[3], "in=a").out())
        .contains("-> shuffle count-2 (1 partition)\n");
  }

  @Test
  void is_told_to_programs_in_one_document() throws Exception {
    Call call = explain("--json", "--class", "com.acme.Levels", "in=a.txt");
    assertThat(call.code()).isZero();
    assertThat(call.out().lines()).hasSize(1);
    JsonNode plan = new ObjectMapper().readTree(call.out());
    assertThat(plan.path("job").asText()).isEqualTo("Levels");
    assertThat(plan.path("stages").findValuesAsText("stage")).containsExactly("0", "1");
    assertThat(plan.at("/stages/1/reads").asText()).isEqualTo("shuffle count-2");
    assertThat(plan.at("/stages/0/steps/0/does").asText()).isEqualTo("filter-1");
    assertThat(plan.at("/stages/0/steps/0/next/0/does").asText())
        .isEqualTo("-> shuffle count-2 (4 partitions)");
    assertThat(plan.at("/stages/0/steps/1/takes").asText()).isEqualTo("dead letters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.acme.Levels   | in=a | -s        | --set -s",
        "com.acme.Levels   | in=a | a.b=1     | a.b",
        "com.acme.Levels   | on=a | millrace.batch.interval=20ms | needs the argument in=",
        "com.acme.Gone     | in=a | millrace.batch.interval=20ms | there is no class com.acme.Gone",
        "com.acme.Clinging | in=a | millrace.batch.interval=20ms | Clinging",
      })
  void what_could_not_be_submitted_is_refused(
      String type, String argument, String setting, String sentence) {
    Call call = explain("--class", type, "--set=" + setting, argument);
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal()).startsWith("millrace: ").contains(sentence);
  }

  @Test
  void a_file_that_is_no_jar_is_refused() throws Exception {
    Files.writeString(jar, "no jar");
    Call call = explain("--class", "a.B");
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal()).startsWith("millrace: jar " + jar + " can't be read: ");
  }

  private Call explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of(jar.toString()));
    all.addAll(List.of(arguments));
    return Call.of(new ExplainCommand(), all.toArray(String[]::new));
  }
}
