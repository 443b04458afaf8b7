package io.millrace.actors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.millrace.config.DeadLetterSettings;
import io.millrace.core.model.WorkerId;
import io.millrace.core.task.RejectedRecord;
import io.millrace.dsl.StreamId;
import io.millrace.testkit.ActorKitExtension;
import io.millrace.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
  @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();

  private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock(0);

  @Test
  void each_record_is_a_line_and_there_is_no_file_before_the_first() throws IOException {
    var letters = spawn(directory, 1000);
    stop(letters);
    assertThat(directory).isEmptyDirectory();

    letters = spawn(directory, 1000);
    letters.tell(rejected("a\\b\u00e9\n", "too\tshort"));
    stop(letters);

    assertThat(file()).hasContent("2\t7\ttoo\\x09short\ta\\\\b\\xc3\\xa9\\x0a\n");
  }

  @Test
  void the_file_stops_growing_at_its_limit_and_everything_is_counted() throws IOException {
    var letters = spawn(directory, 40);

    expectWarning("4 so far", () -> letters.tell(rejected("12345", "a", "b", "c", "d")));
    expectWarning(
        "6 in all",
        () -> {
          letters.tell(rejected("12345", "e", "f"));
          stop(letters);
        });

    assertThat(file()).hasContent("2\t7\ta\t12345\n2\t7\tb\t12345\n2\t7\tc\t12345\n");
  }

  @Test
  void one_sample_is_logged_in_an_interval() {
    var letters = spawn(directory, 1000);
    LoggingTestKit.warn("malformed records")
        .withOccurrences(2)
        .expect(
            actors.kit().system(),
            () -> {
              letters.tell(rejected("x", "first"));
              letters.tell(rejected("x", "unlogged"));
              barrier(letters);
              clock.advance(SAMPLE_INTERVAL.toNanos());
              letters.tell(rejected("x", "second"));
              stop(letters);
              return null;
            });
  }

  @Test
  void a_directory_that_can_not_be_made_is_said_once() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("in-the-way"));
    var letters = spawn(inTheWay, 1000);
    LoggingTestKit.warn("can't be written")
        .withOccurrences(1)
        .expect(
            actors.kit().system(),
            () -> {
              letters.tell(rejected("x", "a"));
              letters.tell(rejected("x", "b"));
              stop(letters);
              return null;
            });
  }

  private void expectWarning(String text, Runnable code) {
    LoggingTestKit.warn(text)
        .expect(
            actors.kit().system(),
            () -> {
              code.run();
              return null;
            });
  }

  /** Returns when everything told so far was handled. */
  private void barrier(ActorRef<DeadLetters.Command> letters) {
    actors
        .kit()
        .createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(Files.readString(file())).contains("unlogged");
              return null;
            });
  }

  private void stop(ActorRef<DeadLetters.Command> letters) {
    TestProbe<Object> probe = actors.kit().createTestProbe();
    letters.tell(DeadLetters.Close.INSTANCE);
    probe.expectTerminated(letters);
  }

  private Path file() {
    return directory.resolve("word_count-w-1.dead-letters");
  }

  private ActorRef<DeadLetters.Command> spawn(Path into, long maxBytes) {
    DeadLetterSettings settings = new DeadLetterSettings(into, maxBytes, SAMPLE_INTERVAL);
    return actors
        .kit()
        .spawn(DeadLetters.create(settings, "word count", new WorkerId("w-1"), clock));
  }

  private static DeadLetters.Rejected rejected(String text, String... reasons) {
    List<RejectedRecord> records =
        Arrays.stream(reasons)
            .map(reason -> new RejectedRecord(new StreamId(2), 7, text.getBytes(UTF_8), reason))
            .toList();
    return new DeadLetters.Rejected(records, records.size());
  }
}
