package io.millrace.testkit.source;

import io.millrace.dsl.Codec;
import io.millrace.dsl.CustomSource;
import io.millrace.dsl.Offset;
import io.millrace.dsl.RecordReader;
import io.millrace.dsl.RecordSource;
import io.millrace.dsl.SourceReader;
import io.millrace.dsl.Sources;
import io.millrace.testkit.SourceReaderContract;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source of numbers, some at a time; how many differs with the place it is opened at. */
class CustomRecordsTest extends SourceReaderContract {
  private static final int COUNT = 100;

  @Override
  protected SourceReader open(Offset from) throws IOException {
    return ((CustomSource) Sources.custom(new Numbers(), Words.INSTANCE)).open(0, from);
  }

  @Override
  protected byte[] content() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream all = new DataOutputStream(bytes);
    try {
      for (int i = 0; i < COUNT; i++) {
        String word = word(i);
        all.writeInt(2 + word.length());
        all.writeUTF(word);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String word(int number) {
    return "number " + "I".repeat(number % 10) + number;
  }

  private record Numbers() implements RecordSource<String> {
    @Override
    public List<String> splits() {
      return List.of("numbers");
    }

    @Override
    public boolean isBounded() {
      return true;
    }

    @Override
    public RecordReader<String> open(int split, Offset from) {
      return new Reader((int) from.position());
    }
  }

  private static final class Reader implements RecordReader<String> {
    private int next;

    Reader(int next) {
      this.next = next;
    }

    @Override
    public List<String> read() {
      List<String> some = new ArrayList<>();
      int end = Math.min(COUNT, next + 1 + next % 4);
      while (next < end) {
        some.add(word(next++));
      }
      return some;
    }

    @Override
    public Optional<Offset> offset() {
      return Optional.of(Offset.at(next));
    }

    @Override
    public void close() {}
  }

  private enum Words implements Codec<String> {
    INSTANCE;

    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public void encode(String word, DataOutput output) throws IOException {
      output.writeUTF(word);
    }

    @Override
    public String decode(DataInput input) throws IOException {
      return input.readUTF();
    }
  }
}
