package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A job from its submission to its end, by the commands that a user has. */
class SubmittedJobTest {
  private static final String NUMBERS = "com.acme.Numbers";

  @TempDir private Path directory;
  private Town town;
  private RunningDriver driver;
  private String jar;

  @BeforeEach
  void start() throws Exception {
    town = new Town();
    driver = new RunningDriver(directory.resolve("node"));
    jar = town.jar(directory, directory.resolve("out")).toString();
  }

  @AfterEach
  void stop() throws IOException {
    driver.close();
    town.close();
  }

  @Test
  void runs_under_its_name_and_is_seen_by_all() throws Exception {
    assertThat(submit("--name", "count it")).isEqualTo(new Call(0, "job 1 (count it) runs\n", ""));
    try (Socket source = town.send("1", "2", "3")) {
      assertThat(call(new JobsCommand()).out())
          .containsPattern("id +name +state +submitted")
          .containsPattern("1 +count it +running +20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
      String status = call(new StatusCommand()).out();
      assertThat(status)
          .startsWith("driver " + driver.address + ", Millrace ")
          .containsPattern("10.1.2.3:25520 +driver, worker +up, not reachable")
          .containsPattern("worker-[0-9a-f]+ +1 +-?[0-9.,]+ +[0-9.,]+\n")
          .containsPattern("127.0.0.1:\\d+ +count it +worker-[0-9a-f]+ +(connecting|receiving)");
      assertThat(call(new JobCommand(false), "count it", "--once").out())
          .startsWith("job 1 (count it)\nrunning ")
          .containsPattern("receiver +worker +state +bytes +connections")
          .contains("task binary", "tasks", "records");
    }
  }

  @Test
  void ends_with_its_sources_and_keeps_all_that_they_brought() throws Exception {
    submit();
    try (Socket source = town.send("1", "2", "3")) {
      assertThat(call(new CancelCommand(), "Numbers", "--drain").out())
          .isEqualTo("job 1 (Numbers) ends when its sources do; what it has read is processed\n");
    }
    Call watched = call(new JobCommand(false), "1");
    assertThat(watched.code()).isZero();
    assertThat(watched.out())
        .containsPattern("(?m)^ended ")
        .contains("records       3, rejected 0");
    assertThat(call(new CancelCommand(), "1"))
        .returns(2, Call::code)
        .returns("millrace: job 1 (Numbers) is over already: it has ended", Call::refusal);
  }

  @Test
  void can_be_cancelled_though_its_source_goes_on() throws Exception {
    submit();
    try (Socket source = town.send("1")) {
      assertThat(call(new CancelCommand(), "1").out())
          .isEqualTo("job 1 (Numbers) reads no more; what it has read is processed\n");
      assertThat(call(new JobCommand(false), "1").code()).isZero();
    }
  }

  @Test
  void fails_before_the_eyes_of_whoever_watches_it() throws Exception {
    submit();
    try (Socket source = town.send("no number")) {
      Call watched = call(new JobCommand(false), "1");
      assertThat(watched.code()).isEqualTo(1);
      assertThat(watched.out()).containsPattern("(?m)^failed: .*no number");
    }
    assertThat(call(new JobsCommand()).out()).containsPattern("failed +20.*no number");
    assertThat(call(new JobCommand(false), "1", "--once").code()).isEqualTo(1);
  }

  @Test
  void is_shown_a_line_a_second_where_nobody_sits_at_a_terminal() throws Exception {
    submit();
    Socket source = town.send("1");
    PipedReader read = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(read), true);
    CommandLine line = new CommandLine(new JobCommand(false)).setOut(out);
    CompletableFuture<Integer> watching =
        CompletableFuture.supplyAsync(
            () -> {
              int code = line.execute("1", "--driver", driver.address);
              out.close();
              return code;
            });
    BufferedReader lines = new BufferedReader(read);
    assertThat(lines.readLine()).startsWith("running ").contains("p50", "p99", "backlog");
    assertThat(lines.readLine()).startsWith("running ");
    call(new CancelCommand(), "1", "--drain");
    source.close();
    List<String> rest = lines.lines().collect(Collectors.toList());
    assertThat(rest).contains("job 1 (Numbers)").noneMatch(each -> each.contains("\u001b"));
    assertThat(watching.get()).isZero();
  }

  @Test
  void fills_a_terminal_with_one_page_after_the_other() throws Exception {
    submit();
    town.send("no number").close();
    String pages = call(new JobCommand(true), "1").out();
    assertThat(pages)
        .startsWith("\u001b[H")
        .endsWith("\u001b[J")
        .contains("job 1 (Numbers)\u001b[K\n");
  }

  @Test
  void is_told_to_programs_in_one_document_each() throws Exception {
    JsonNode submitted = json(submit("--json"));
    assertThat(submitted.path("job").asLong()).isEqualTo(1);
    assertThat(submitted.path("name").asText()).isEqualTo("Numbers");
    assertThat(submitted.path("state").asText()).isEqualTo("RUNNING");
    assertThat(submitted.path("failure").asText()).isEmpty();
    assertThat(submitted.path("submittedMillis").isIntegralNumber()).isTrue();
    assertThat(json(call(new JobsCommand(), "--json"))).containsExactly(submitted);

    JsonNode cluster = json(call(new StatusCommand(), "--json"));
    assertThat(cluster.at("/members/0/address").asText()).isEqualTo("10.1.2.3:25520");
    assertThat(cluster.at("/workers/0/slots").asInt()).isEqualTo(1);
    assertThat(cluster.at("/receivers/0/job").asInt()).isEqualTo(1);
    assertThat(cluster.at("/receivers/0/stream/label").asText()).startsWith("127.0.0.1:");
    assertThat(cluster.at("/receivers/0/stream/worker")).isEqualTo(cluster.at("/workers/0/worker"));

    JsonNode status = json(call(new JobCommand(true), "1", "--json"));
    assertThat(status.path("name").asText()).isEqualTo("Numbers");
    assertThat(status.at("/live/latency").has("p99")).isTrue();
    assertThat(json(call(new CancelCommand(), "1", "--json")).path("job").asInt()).isEqualTo(1);
  }

  @Test
  void has_settings_of_its_own() {
    submit("--set", "millrace.batch.interval=50ms", "--set", "millrace.block.interval=10ms");
    assertThat(call(new JobCommand(false), "1", "--once").out()).contains("(50 ms)");
  }

  @Test
  void keeps_its_name_for_itself_while_it_runs() {
    submit();
    Call second = submit();
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.refusal())
        .isEqualTo(
            "millrace: job Numbers was refused: a job named Numbers runs already (job 1);"
                + " give another name with --name, or cancel that one");
    assertThat(submit("--name", "other").out()).isEqualTo("job 2 (other) runs\n");
  }

  @Test
  void leaves_its_name_to_the_next_one() throws Exception {
    submit();
    call(new CancelCommand(), "Numbers");
    call(new JobCommand(false), "Numbers");
    submit();
    assertThat(call(new JobCommand(false), "Numbers", "--once").out()).startsWith("job 2 ");
    call(new CancelCommand(), "Numbers");
    call(new JobCommand(false), "Numbers");
    assertThat(call(new JobCommand(false), "Numbers", "--once").out()).startsWith("job 2 ");
    assertThat(call(new JobCommand(false), "1", "--once").out()).startsWith("job 1 ");
  }

  @Test
  void comes_with_many_others_at_once() throws Exception {
    ExecutorService users = Executors.newFixedThreadPool(12);
    List<Future<Call>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "number-" + i;
      calls.add(users.submit(() -> submit("--name", name)));
    }
    for (Future<Call> call : calls) {
      assertThat(call.get()).returns(0, Call::code).returns("", Call::err);
    }
    users.shutdown();
  }

  private Call submit(String... more) {
    List<String> arguments = new ArrayList<>(List.of(jar, "--class", NUMBERS));
    arguments.addAll(List.of(more));
    return call(new SubmitCommand(), arguments.toArray(String[]::new));
  }

  private Call call(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--driver", driver.address));
    all.addAll(List.of(arguments));
    return Call.of(command, all.toArray(String[]::new));
  }

  private static JsonNode json(Call call) throws IOException {
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(call.out());
  }
}
