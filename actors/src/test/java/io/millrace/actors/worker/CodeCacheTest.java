package io.millrace.actors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.CodeSettings;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.JobId;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.CodeOffer;
import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.CodeProtocol.CodeMissing;
import io.millrace.protocol.CodeProtocol.CodePart;
import io.millrace.protocol.CodeProtocol.FetchCode;
import io.millrace.testkit.ActorKitExtension;
import io.millrace.testkit.OpenFiles;
import io.millrace.testkit.UserJar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The jars of a worker; the test has what is to be fetched. */
@Timeout(60)
class CodeCacheTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PART = 200;
  private static final ClassLoader NODE = CodeCacheTest.class.getClassLoader();
  private static final RecordingConnector OF_NODE = new RecordingConnector(BatchId.NONE);

  @TempDir private Path folder;
  private final TestProbe<CodeProtocol.Command> driver = actors.kit().createTestProbe();
  private final TestProbe<CodeCache.Opened> worker = actors.kit().createTestProbe();
  private JarFolder jars;
  private ActorRef<Object> parent;
  private ActorRef<CodeCache.Command> cache;

  @BeforeEach
  void start() {
    jars = new JarFolder(folder.resolve("code"), new CodeSettings(1 << 20, 1 << 20));
    cache = spawn();
  }

  @AfterEach
  void stop() throws Exception {
    actors.kit().stop(parent);
    jars.close();
  }

  @Test
  void fetches_a_jar_part_by_part_and_only_once() throws Exception {
    byte[] jar = jar(new UserJar().withEntry("words", noise()));
    CodeOffer offer = offer(jar);
    cache.tell(new CodeCache.Open(new JobId(1), offer, worker.ref()));
    cache.tell(new CodeCache.Open(new JobId(2), offer, worker.ref()));
    assertThat(serve(jar)).isEqualTo((jar.length + PART - 1) / PART);

    CodeCache.Opened first = opened(1);
    CodeCache.Opened second = opened(2);
    assertThat(first.classes().loader().getResource("words")).isNotNull();
    assertThat(first.classes().loader()).isNotSameAs(second.classes().loader());
    assertThat(first.classes().areOfJar()).isTrue();
    cache.tell(new CodeCache.Open(new JobId(3), offer, worker.ref()));
    opened(3).classes().close();
    driver.expectNoMessage(Duration.ZERO);
    first.classes().close();
    second.classes().close();
    assertThat(OpenFiles.now()).noneMatch(file -> file.contains(offer.jar().sha256()));
  }

  @Test
  void asks_again_for_a_part_that_does_not_come_and_takes_none_twice() throws Exception {
    byte[] jar = jar(new UserJar().withEntry("words", noise()));
    cache.tell(new CodeCache.Open(new JobId(1), offer(jar), worker.ref()));
    FetchCode lost = next();
    FetchCode again = next();
    assertThat(again).isEqualTo(lost);
    answer(again, jar);
    answer(again, jar); // the first one was only late
    serve(jar);
    opened(1).classes().close();
  }

  @Test
  void a_jar_that_arrives_damaged_is_refused() throws Exception {
    byte[] jar = jar(new UserJar().withEntry("words", noise()));
    cache.tell(new CodeCache.Open(new JobId(1), offer(jar), worker.ref()));
    byte[] damaged = jar.clone();
    damaged[jar.length / 2] ^= 4;
    serve(damaged);
    CodeCache.Opened refused = opened(1);
    assertThat(refused.classes()).isNull();
    assertThat(refused.failure()).startsWith("the jar arrived damaged: its SHA-256 is ");
    assertThat(folder.resolve("code/0")).isDirectoryContaining("glob:**/lock");
    assertThat(folder.resolve("code/0")).isDirectoryNotContaining("glob:**.{jar,part}");
  }

  @Test
  void what_the_driver_has_not_is_said_in_its_words() throws Exception {
    byte[] jar = jar(new UserJar());
    cache.tell(new CodeCache.Open(new JobId(1), offer(jar), worker.ref()));
    FetchCode ask = next();
    ask.replyTo().tell(new CodeMissing(ask.sha256(), "the driver can't send it"));
    assertThat(opened(1).failure()).isEqualTo("the driver can't send it");
  }

  @Test
  void a_jar_that_there_is_no_room_for_is_refused() throws Exception {
    byte[] jar = jar(new UserJar().withEntry("words", noise()));
    Files.createFile(folder.resolve("code"));
    cache.tell(new CodeCache.Open(new JobId(1), offer(jar), worker.ref()));
    assertThat(opened(1).failure())
        .startsWith("the jar can't be kept below " + folder)
        .contains("millrace.node.work-directory");
  }

  @Test
  void connectors_of_the_jar_come_before_those_of_the_node() throws Exception {
    byte[] jar = jar(connector("return null;"));
    cache.tell(new CodeCache.Open(new JobId(1), offer(jar), worker.ref()));
    serve(jar);
    JobClasses classes = opened(1).classes();
    assertThat(classes.connectors()).hasSize(2);
    assertThat(classes.connectors().get(0).getClass().getClassLoader()).isSameAs(classes.loader());
    assertThat(classes.connectors().get(1)).isSameAs(OF_NODE);
    classes.close();
  }

  @Test
  void a_connector_that_can_not_be_made_is_refused_and_the_jar_let_go_of() throws Exception {
    byte[] jar =
        jar(
            new UserJar()
                .withEntry(
                    "META-INF/services/io.millrace.dsl.ConnectorProvider",
                    "com.acme.Gone".getBytes(StandardCharsets.UTF_8)));
    CodeOffer offer = offer(jar);
    cache.tell(new CodeCache.Open(new JobId(1), offer, worker.ref()));
    serve(jar);
    assertThat(opened(1).failure())
        .startsWith("a connector of its jar can't be used: ")
        .contains("com.acme.Gone");
    assertThat(OpenFiles.now()).noneMatch(file -> file.contains(offer.jar().sha256()));
  }

  private static UserJar connector(String body) {
    String source =
        """
        package com.acme;
        import io.millrace.dsl.*;
        public final class Own implements ConnectorProvider {
          public SourceReader openSource(Source source, int split, Offset from) { %s }
          public SinkPartition openSink(Sink<?> sink, SinkContext context) { %s }
        }
        """;
    return new UserJar()
        .with("com.acme.Own", source.formatted(body, body))
        .withEntry(
            "META-INF/services/io.millrace.dsl.ConnectorProvider",
            "com.acme.Own".getBytes(StandardCharsets.UTF_8));
  }

  /** Does not get smaller in a jar. */
  private static byte[] noise() {
    byte[] noise = new byte[500];
    new Random(7).nextBytes(noise);
    return noise;
  }

  /** Answers all that is asked for until nothing is left; returns how many answers that took. */
  private int serve(byte[] jar) {
    FetchCode ask;
    int answers = 0;
    do {
      ask = next();
      answer(ask, jar);
      answers++;
    } while (ask.offset() + PART < jar.length);
    return answers;
  }

  private static void answer(FetchCode ask, byte[] jar) {
    int from = (int) ask.offset();
    byte[] part = Arrays.copyOfRange(jar, from, Math.min(from + PART, jar.length));
    ask.replyTo().tell(new CodePart(ask.sha256(), from, part));
  }

  private FetchCode next() {
    return (FetchCode) driver.receiveMessage(PATIENCE);
  }

  private CodeCache.Opened opened(long job) {
    CodeCache.Opened opened = worker.receiveMessage(PATIENCE);
    assertThat(opened.job()).isEqualTo(new JobId(job));
    return opened;
  }

  private CodeOffer offer(byte[] jar) throws Exception {
    Path file = Files.write(folder.resolve("offered"), jar);
    return new CodeOffer(new CodeRef(UserJar.sha256(file), jar.length), driver.ref());
  }

  private byte[] jar(UserJar jar) throws Exception {
    return Files.readAllBytes(jar.writeTo(folder.resolve("user.jar")));
  }

  private ActorRef<CodeCache.Command> spawn() {
    JobClasses ofNode = JobClasses.ofNode(NODE, List.of(OF_NODE));
    TestProbe<ActorRef<CodeCache.Command>> spawned = actors.kit().createTestProbe();
    parent =
        actors
            .kit()
            .spawn(
                Behaviors.setup(
                    context -> {
                      spawned.ref().tell(CodeCache.spawn(context, jars, ofNode));
                      return Behaviors.empty();
                    }));
    return spawned.receiveMessage();
  }
}
