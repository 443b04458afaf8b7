package io.millrace.it.cluster;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.millrace.dsl.Decoders;
import io.millrace.dsl.KeyValue;
import io.millrace.dsl.Resource;
import io.millrace.dsl.Sink;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The jobs of these tests. Each takes {@code host:port[,host:port...]} and the directory of its
 * output.
 */
final class JobsUnderTest {
  private JobsUnderTest() {}

  private static List<String> sources(StreamContext context) {
    return List.of(context.arguments().get(0).split(","));
  }

  private static Sink<Object> files(StreamContext context) {
    return Sinks.file(context.arguments().get(1));
  }

  /** Lines as they came; one stage. */
  public static final class Copy implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context.source(Sources.sockets(sources(context)), Decoders.lines()).to(files(context));
    }
  }

  /** Lines of files that grow; the first argument is their names. */
  public static final class Follow implements StreamJob {
    @Override
    public void define(StreamContext context) {
      String[] names = sources(context).toArray(new String[0]);
      context.source(Sources.file(names).tail(), Decoders.lines()).to(files(context));
    }
  }

  /** Lines of complete files, each slowly and to a directory of its own. */
  public static final class SlowCopies implements StreamJob {
    @Override
    public void define(StreamContext context) {
      for (String name : sources(context)) {
        context
            .source(Sources.file(name), Decoders.lines())
            .map(SlowCopies::copy)
            .to(Sinks.file(name + context.arguments().get(1)));
      }
    }

    private static String copy(String line) {
      LockSupport.parkNanos(50_000);
      return line;
    }
  }

  /** Lines of the files that come to directories, each to a directory of its own. */
  public static final class Inboxes implements StreamJob {
    @Override
    public void define(StreamContext context) {
      for (String name : sources(context)) {
        context
            .source(Sources.directory(name), Decoders.lines())
            .to(Sinks.file(name + context.arguments().get(1)));
      }
    }
  }

  /** Numbers summed by their last two digits, then those sums by the last digit; three stages. */
  public static final class ThreeStages implements StreamJob {
    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.sockets(sources(context)), Decoders.lines())
          .map(Long::valueOf)
          .keyBy(number -> number % 100)
          .reduce(Long::sum)
          .map(sum -> new KeyValue<>(sum.key() % 10, sum.value()))
          .keyBy(KeyValue::key)
          .reduce((a, b) -> new KeyValue<>(a.key(), a.value() + b.value()))
          .map(KeyValue::value)
          .to(files(context));
    }
  }

  /** Lines as they came, by a function that fails in a JVM that has this system property. */
  public static final class FailsWhereMarked implements StreamJob {
    static final String MARK = "it.broken";

    @Override
    public void define(StreamContext context) {
      context
          .source(Sources.sockets(sources(context)), Decoders.lines())
          .map(FailsWhereMarked::copy)
          .named("copy")
          .to(files(context));
    }

    private static String copy(String line) {
      if (Boolean.getBoolean(MARK)) {
        throw new IllegalStateException("the wheel is stuck at " + line);
      }
      return line;
    }
  }

  /**
   * Lines through two stages and into a sink of one's own, all of which ask for one journal; its
   * file is the third argument. A second resource can't be made in the end: {@code fail} asks for
   * it.
   */
  public static final class SharesJournal implements StreamJob {
    @Override
    public void define(StreamContext context) {
      String file = context.arguments().get(2);
      Resource<Journal> journal = context.resource("journal", () -> Journal.open(Path.of(file)));
      Resource<Journal> broken = context.resource("broken", SharesJournal::missing);
      context
          .source(Sources.sockets(sources(context)), Decoders.lines())
          .map(line -> (line.equals("fail") ? broken : journal).get().seen(line))
          .named("front")
          .repartition()
          .map(line -> journal.get().seen(line))
          .foreachBatch((batch, partition, lines) -> journal.get().seen(lines.get(0)));
    }

    private static Journal missing() throws IOException {
      throw new IOException("there is none");
    }
  }

  /** Writes into its file when it is made and when it is closed, and by which process. */
  private record Journal(Path file) implements AutoCloseable {
    static Journal open(Path file) throws IOException {
      return new Journal(file).write("made");
    }

    String seen(String line) {
      return line;
    }

    @Override
    public void close() throws IOException {
      write("closed");
    }

    private Journal write(String what) throws IOException {
      Files.writeString(file, what + " by " + ProcessHandle.current().pid() + "\n", CREATE, APPEND);
      return this;
    }
  }

  /** Lines as they came, once a door is open; its address is the third argument. */
  public static final class WaitsAtDoor implements StreamJob {
    private static volatile boolean open;

    @Override
    public void define(StreamContext context) {
      String door = context.arguments().get(2);
      context
          .source(Sources.sockets(sources(context)), Decoders.lines())
          .map(line -> enter(door, line))
          .to(files(context));
    }

    /** Waits until the one who listens at the door ends the connection. */
    private static String enter(String door, String line) throws IOException {
      if (!open) {
        String[] address = door.split(":");
        try (Socket knock = new Socket(address[0], Integer.parseInt(address[1]))) {
          open = knock.getInputStream().read() < 0;
        }
      }
      return line;
    }
  }
}
