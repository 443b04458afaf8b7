package io.millrace.dsl;

import io.millrace.dsl.value.ByteWriter;
import io.millrace.dsl.value.ValueException;
import io.millrace.dsl.value.ValueReader;
import io.millrace.dsl.value.ValueWriter;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** How records get to the owner of a partition that hands them to a function. */
sealed interface BatchFormat<T> extends Serializable {
  SinkCollector<T> collector();

  /** Reads all that a collector wrote at once; with the job's classes, on the owner's thread. */
  void read(byte[] bytes, List<T> into) throws IOException;

  /** By the user's codec. */
  record Coded<T>(Codec<T> codec) implements BatchFormat<T> {
    @Override
    public SinkCollector<T> collector() {
      return SinkCollector.of(codec);
    }

    @Override
    public void read(byte[] bytes, List<T> into) throws IOException {
      ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
      DataInputStream input = new DataInputStream(rest);
      while (rest.available() > 0) {
        into.add(codec.decode(input));
      }
    }
  }

  /** By the codecs that are derived from the records' classes. */
  record Derived<T>(JobCodecs codecs) implements BatchFormat<T> {
    @Override
    public SinkCollector<T> collector() {
      return new Collector<>(codecs);
    }

    @Override
    @SuppressWarnings("unchecked") // what was written is what is read
    public void read(byte[] bytes, List<T> into) throws IOException {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      ValueReader values = new ValueReader(bytes, loader, codecs);
      try {
        while (values.hasNext()) {
          into.add((T) values.read());
        }
      } catch (ValueException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  /** Encodes records as they come, so that it keeps none. */
  final class Collector<T> implements SinkCollector<T> {
    private final ByteWriter bytes = new ByteWriter();
    private final ValueWriter values;

    Collector(JobCodecs codecs) {
      this.values = ValueWriter.of(bytes, codecs);
    }

    @Override
    public void accept(T record) throws ValueException {
      values.write(record);
    }

    @Override
    public void finish(DataOutput output) throws IOException {
      output.write(bytes.toArray());
      values.clear();
    }

    @Override
    public void discard() {
      values.clear();
    }
  }
}
