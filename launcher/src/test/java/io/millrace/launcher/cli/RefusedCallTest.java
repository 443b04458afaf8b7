package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.millrace.testkit.SmallDisk;
import io.millrace.testkit.UserJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say when they are given what can't be used. */
class RefusedCallTest {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int NO_DRIVER = 3;

  @TempDir private static Path directory;
  private static Town town;
  private static RunningDriver driver;
  private static String jar;

  @BeforeAll
  static void start() throws Exception {
    town = new Town();
    driver = new RunningDriver(directory.resolve("node"));
    jar = town.jar(directory, directory.resolve("out")).toString();
  }

  @AfterAll
  static void stop() throws IOException {
    driver.close();
    town.close();
  }

  static List<List<Object>> allCommands() {
    return List.of(
        List.of(new JobsCommand()),
        List.of(new StatusCommand()),
        List.of(new JobCommand(false), "1"),
        List.of(new CancelCommand(), "1"),
        List.of(new SubmitCommand(), jar, "--class", "a.B"));
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void where_no_driver_is_it_says_so(List<Object> command) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    Call call = call("127.0.0.1:" + free, command);
    assertThat(call.code()).isEqualTo(NO_DRIVER);
    assertThat(call.refusal())
        .isEqualTo(
            "millrace: no driver answers at 127.0.0.1:%d; say where it is with --driver HOST:PORT or in MILLRACE_DRIVER"
                .formatted(free));
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void a_driver_of_another_interface_is_told_by_both_versions(List<Object> command)
      throws IOException {
    try (Answering other = new Answering(200, "{\"version\":\"9.9.9\",\"api\":2,\"more\":1}")) {
      Call call = call(other.address(), command);
      assertThat(call.code()).isEqualTo(FAILED);
      assertThat(call.refusal())
          .matches(
              "millrace: the driver at %s is Millrace 9.9.9 with API 2, this command is \\S+ with API 1; use the command of the driver's version"
                  .formatted(other.address()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"404 | not found", "200 | <html>", "200 | []"})
  void what_is_no_driver_is_told_from_one(int status, String body) throws IOException {
    try (Answering other = new Answering(status, body)) {
      Call call = call(other.address(), List.of(new JobsCommand()));
      assertThat(call.code()).isEqualTo(NO_DRIVER);
      assertThat(call.refusal())
          .isEqualTo("millrace: what answers at " + other.address() + " is no driver of Millrace");
    }
  }

  @Test
  void a_host_that_nobody_knows_has_no_driver() {
    Call call = call("no-such-host.invalid:7070", List.of(new JobsCommand()));
    assertThat(call.code()).isEqualTo(NO_DRIVER);
    assertThat(call.refusal()).contains("no driver answers at no-such-host.invalid:7070");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7070",
        "localhost",
        "localhost:",
        "localhost:0",
        "a:70700",
        "a b:1",
        "",
        "-:80",
        "[1:2]:70"
      })
  void an_address_that_is_none_is_a_wrong_call(String address) {
    Call call = call(address, List.of(new JobsCommand()));
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.err()).contains("'" + address + "' is no host:port, such as 127.0.0.1:7070");
  }

  @Test
  void a_host_that_urls_do_not_take_is_told_so() {
    Call call = call("my_driver:7070", List.of(new JobsCommand()));
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.err()).contains("no host:port", "a host in a URL has no _ in its name");
  }

  @Test
  void an_ipv6_address_stands_in_brackets() {
    assertThat(new DriverAddress.Converter().convert("[::1]:7070").resolve("/x"))
        .hasToString("http://[::1]:7070/x");
  }

  @Test
  void a_job_that_is_not_there_is_named() {
    for (Object command : List.of(new JobCommand(false), new CancelCommand())) {
      Call call = call(driver.address, List.of(command, "über alles/?"));
      assertThat(call.code()).isEqualTo(BAD_INPUT);
      assertThat(call.refusal())
          .isEqualTo("millrace: the driver knows no job with the name or id über alles/?");
    }
  }

  @Test
  void a_jar_that_is_not_there_is_told_before_a_driver_is_asked() {
    Call call = call("127.0.0.1:1", submit("no/such.jar", "a.B"));
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal()).isEqualTo("millrace: there is no jar no/such.jar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.acne.Numbers | there is no class com.acne.Numbers in the jar; did you mean com.acme.Numbers?",
        "com.acme.NoJob   | class com.acme.NoJob is no StreamJob: it must implement io.millrace.dsl.StreamJob",
        "com.acme.Breaks  | job Breaks can't be defined: IllegalStateException: no such town (Breaks.java:5)",
      })
  void a_class_that_no_job_can_be_made_of_is_named(String className, String sentence) {
    Call call = call(driver.address, submit(jar, className));
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal()).isEqualTo("millrace: " + sentence);
  }

  @Test
  void a_file_that_is_no_jar_is_refused() throws IOException {
    Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
    byte[] whole = Files.readAllBytes(Path.of(jar));
    Path cut = Files.write(directory.resolve("cut.jar"), Arrays.copyOf(whole, whole.length - 1));
    for (Path file : List.of(text, cut)) {
      Call call = call(driver.address, submit(file.toString(), "com.acme.Numbers"));
      assertThat(call.code()).isEqualTo(BAD_INPUT);
      assertThat(call.refusal())
          .startsWith("millrace: that is no jar to load classes from: zip END header not found");
    }
  }

  @Test
  void slots_that_are_missing_are_counted() {
    List<Object> command = new ArrayList<>(submit(jar, "com.acme.Numbers"));
    command.addAll(List.of("--set", "millrace.driver.slots=9"));
    command.addAll(List.of("--set", "millrace.driver.start-timeout=100ms"));
    Call call = call(driver.address, command);
    assertThat(call.code()).isEqualTo(FAILED);
    assertThat(call.refusal())
        .isEqualTo(
            "millrace: job Numbers was refused: 1 of the 9 slots that millrace.driver.slots asks for"
                + " are here, on 1 worker; start more workers, or set it to at most 1");
  }

  @Test
  void a_disk_that_is_full_is_said_with_the_room_on_it() throws Exception {
    Path small = directory.resolve("disk");
    byte[] bytes = new byte[60_000];
    new Random(1).nextBytes(bytes);
    Path large =
        new UserJar().withEntry("bytes", bytes).writeTo(directory.resolve("fits-no-disk.jar"));
    try (SmallDisk disk = SmallDisk.mountedAt(small, 32);
        RunningDriver onIt = new RunningDriver(small)) {
      Call call = call(onIt.address, submit(large.toString(), "a.B"));
      assertThat(call.code()).isEqualTo(FAILED);
      assertThat(call.refusal())
          .matches(
              "millrace: the jar can't be kept below %s/code: No space left on device, with \\d+ bytes free; make room there, or set millrace.node.work-directory"
                  .formatted(small));
    }
  }

  @Test
  void a_jar_that_is_too_large_is_refused_with_the_limit() throws IOException {
    byte[] bytes = new byte[65_537];
    new Random(1).nextBytes(bytes);
    Path large = Files.write(directory.resolve("large.jar"), bytes);
    Call call = call(driver.address, submit(large.toString(), "a.B"));
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal())
        .isEqualTo(
            "millrace: %s has 65537 bytes, more than the driver at %s takes: millrace.code.max-bytes = 65536B"
                .formatted(large, driver.address));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval                   | --set interval is no KEY=VALUE",
        "=5ms                       | --set =5ms is no KEY=VALUE",
        "millrace.batch.intervl=5ms | did you mean millrace.batch.interval",
        "millrace.node.port=1       | is a setting of the node",
        "millrace.batch.interval=1h | 100us..60s",
      })
  void a_setting_that_can_not_be_is_refused(String setting, String sentence) {
    List<Object> command = new ArrayList<>(submit(jar, "com.acme.Numbers"));
    command.addAll(List.of("--set", setting));
    Call call = call(driver.address, command);
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal()).contains(sentence);
  }

  @Test
  void a_setting_is_given_once() {
    List<Object> command = new ArrayList<>(submit(jar, "com.acme.Numbers"));
    command.addAll(List.of("--set", "a.b=1", "--set", "a.b=2"));
    Call call = call(driver.address, command);
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.refusal()).isEqualTo("millrace: --set has a.b twice");
  }

  @Test
  void a_class_must_be_named() {
    Call call = call(driver.address, List.of(new SubmitCommand(), jar));
    assertThat(call.code()).isEqualTo(BAD_INPUT);
    assertThat(call.err()).contains("--class");
  }

  private static List<Object> submit(String file, String className) {
    return List.of(new SubmitCommand(), file, "--class", className);
  }

  private static Call call(String address, List<Object> command) {
    List<String> arguments = new ArrayList<>(List.of("--driver", address));
    command.stream().skip(1).map(String.class::cast).forEach(arguments::add);
    return Call.of(command.get(0), arguments.toArray(String[]::new));
  }

  /** A server that answers everything alike. */
  private static final class Answering implements AutoCloseable {
    private final HttpServer server;

    Answering(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
