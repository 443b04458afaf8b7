package io.millrace.it.code;

import io.millrace.testkit.UserJar;

/** Sources of jobs as users would write them; in no class path. */
final class UserJobs {
  /**
   * Reads numbers from a source of its own without end, sums them by a record of its own through a
   * shuffle, writes into a sink of its own; and leaves its things lying about wherever its code
   * runs. Arguments: how it ends ("runs", "fails", "hangs"), and the file of its sink.
   */
  private static final String TOTALS =
      """
      package com.acme;

      import io.millrace.dsl.*;
      import java.io.*;
      import java.nio.*;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.*;

      public final class Totals implements StreamJob {
        static { io.millrace.it.code.Loaders.seen(Totals.class.getClassLoader()); }

        static final ThreadLocal<Litter> LITTER = ThreadLocal.withInitial(Litter::new);
        static final class Litter {}

        enum Parity { EVEN, ODD }
        record Key(Parity parity, String digit) implements Serializable {}
        record Sum(Key key, long sum) implements Serializable {}

        public void define(StreamContext context) {
          LITTER.get();
          String[] arguments = context.arguments().toArray(String[]::new);
          String how = arguments[0];
          Resource<Scale> scale = context.resource("scale", Scale::new);
          context.source(new Numbers(), Decoders.lines())
              .map(line -> parse(how, scale.get().weighed(line))).named("parse")
              .keyBy(Sum::key)
              .reduce((a, b) -> new Sum(a.key(), a.sum() + b.sum()))
              .map(pair -> pair.value())
              .to(new Shelf(arguments[1], how));
        }

        static final class Scale implements AutoCloseable {
          String weighed(String line) { return line; }
          public void close() { LITTER.get(); }
        }

        static Sum parse(String how, String line) {
          LITTER.get();
          if (how.equals("fails")) { throw new Grief("no more"); }
          long number = Long.parseLong(line);
          return new Sum(
              new Key(number % 2 == 0 ? Parity.EVEN : Parity.ODD, "" + number % 10), number);
        }

        static final class Grief extends RuntimeException {
          Grief(String what) { super(what); }
        }

        record Numbers() implements CustomSource {
          public List<String> splits() { return List.of("even", "odd"); }
          public SourceReader open(int split, Offset from) { return new Reader(split); }
        }

        static final class Reader implements SourceReader {
          private final CountDownLatch closed = new CountDownLatch(1);
          private long next;
          Reader(int split) { next = split; }
          public int read(ByteBuffer into) throws IOException {
            LITTER.get();
            try {
              if (closed.await(1, TimeUnit.MILLISECONDS)) { return END; }
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
            byte[] line = (next + "\\n").getBytes(StandardCharsets.UTF_8);
            next += 2;
            into.put(line);
            return line.length;
          }
          public void close() { closed.countDown(); }
        }

        record Shelf(String file, String how) implements CustomSink<Sum> {
          @SuppressWarnings("unchecked")
          public SinkCollector<Sum> collector() {
            return (SinkCollector<Sum>) (SinkCollector<?>) SinkCollector.text();
          }
          public SinkPartition open(SinkContext context) { return new Partition(file, how); }
        }

        static final class Partition implements SinkPartition {
          private final Path file;
          private final String how;
          private BatchId last = BatchId.NONE;
          Partition(String file, String how) { this.file = Path.of(file); this.how = how; }
          public BatchId lastCommitted() { return last; }
          public void write(BatchId batch, DataInput output, int length) throws IOException {
            LITTER.get();
            if (how.equals("hangs")) {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
            }
            byte[] bytes = new byte[length];
            output.readFully(bytes);
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          }
          public void commit(BatchId batch) { last = batch; }
          public void close() { LITTER.get(); }
        }
      }
      """;

  /** Copies the lines of a file to files, each with its argument in front. */
  private static final String COPY =
      """
      package com.acme;

      import io.millrace.dsl.*;

      public final class Copy implements StreamJob {
        public void define(StreamContext context) {
          String[] arguments = context.arguments().toArray(String[]::new);
          String front = Words.%s;
          context.source(Sources.file(arguments[0]), Decoders.lines())
              .map(line -> front + line).to(Sinks.file(arguments[1]));
        }
      }
      """;

  private UserJobs() {}

  static UserJar totals() {
    return new UserJar().with("com.acme.Totals", TOTALS);
  }

  /** Its own version of a class that others have too, with the same name. */
  static UserJar copy(String front) {
    return new UserJar()
        .with("com.acme.Copy", COPY.formatted("FRONT"))
        .with(
            "com.acme.Words",
            "package com.acme; class Words { static final String FRONT = String.valueOf(\"%s\"); }"
                .formatted(front));
  }
}
