package io.millrace.embedded;

import io.millrace.dsl.CustomSource;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Offset;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.SourceReader;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One of two jobs whose sources bring nothing until both of them are read. */
record Encounter(String name) implements StreamJob {
  private static final CountDownLatch BOTH = new CountDownLatch(2);

  @Override
  public void define(StreamContext context) {
    context.source(new Meeting(), Decoders.lines()).to(Sinks.console());
  }

  record Meeting() implements CustomSource {
    @Override
    public List<String> splits() {
      return List.of("a meeting");
    }

    @Override
    public boolean isBounded() {
      return true;
    }

    @Override
    public SourceReader open(int split, Offset from) {
      return new Reader();
    }
  }

  private static final class Reader implements SourceReader {
    private boolean met;

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (met) {
        return END;
      }
      BOTH.countDown();
      try {
        BOTH.await();
      } catch (InterruptedException e) {
        throw new IOException("nobody came", e);
      }
      met = true;
      into.put((byte) 'x').put((byte) '\n');
      return 2;
    }

    @Override
    public void close() {}
  }
}
