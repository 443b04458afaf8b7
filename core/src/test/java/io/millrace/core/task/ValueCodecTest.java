package io.millrace.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dsl.Codec;
import io.millrace.dsl.JobCodecs;
import io.millrace.dsl.KeyValue;
import io.millrace.dsl.value.ByteWriter;
import io.millrace.dsl.value.ValueException;
import io.millrace.dsl.value.ValueReader;
import io.millrace.dsl.value.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueCodecTest {
  private record Point(int x, double y, @Nullable Object tag) {}

  private record Empty() {}

  private record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("not positive");
      }
    }
  }

  /** Of no kind that has a derived codec. */
  private static final class Money {
    private final long cents;
    private final String currency;

    Money(long cents, String currency) {
      this.cents = cents;
      this.currency = currency;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Money money
          && money.cents == cents
          && money.currency.equals(currency);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(cents);
    }
  }

  private record MoneyCodec() implements Codec<Money> {
    @Override
    public Class<Money> type() {
      return Money.class;
    }

    @Override
    public void encode(Money money, DataOutput output) throws IOException {
      output.writeLong(money.cents);
      output.writeUTF(money.currency);
    }

    @Override
    public Money decode(DataInput input) throws IOException {
      return new Money(input.readLong(), input.readUTF());
    }
  }

  private static final JobCodecs CODECS = new JobCodecs(List.of(new MoneyCodec()));

  private enum Mood {
    GOOD {
      @Override
      boolean smiles() {
        return true;
      }
    },
    BAD;

    boolean smiles() {
      return false;
    }
  }

  @Test
  void values_come_out_as_they_went_in() throws Exception {
    List<Object> values =
        List.of(
            "",
            "grün €",
            0L,
            -1L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            63,
            64,
            Integer.MIN_VALUE,
            (short) -300,
            (byte) -128,
            -0.0,
            Double.NaN,
            1.5f,
            'ß',
            true,
            false,
            Mood.GOOD,
            Mood.BAD,
            TimeUnit.DAYS,
            new Point(1, 2.5, List.of("a", new Empty())),
            new KeyValue<>("k", Map.of("x", List.of(1, 2L))),
            List.of(),
            Map.of(),
            Set.of(3),
            new Point(1, 2, Set.of("a")),
            new Money(12, "EUR"),
            new Point(1, 2, new Money(-1, "")));

    assertThat(roundTrip(values)).isEqualTo(values);
  }

  @Test
  void bytes_come_out_as_they_went_in() throws Exception {
    assertThat((byte[]) roundTrip(List.of(new byte[] {1, -2, 3})).get(0)).containsExactly(1, -2, 3);
  }

  @Test
  void the_name_of_a_class_is_written_once_a_payload() throws Exception {
    String name = Point.class.getName();
    byte[] payload = write(List.of(new Point(1, 1, "a"), new Point(2, 2, new Point(3, 3, "b"))));

    String text = new String(payload, StandardCharsets.ISO_8859_1);
    assertThat(text.split(Pattern.quote(name), -1)).hasSize(2);
  }

  @Test
  void what_cannot_be_written_is_said_in_a_sentence() {
    assertThatThrownBy(() -> write(List.of(new Point(1, 1, null))))
        .isInstanceOf(ValueException.class)
        .hasMessage("Point.tag: null has no codec; leave the record out or use a value");
    assertThatThrownBy(() -> write(List.of(List.of(new StringBuilder()))))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("java.lang.StringBuilder has no codec; use a string");
  }

  @Test
  void what_cannot_be_read_is_said_in_a_sentence() throws Exception {
    byte[] payload = write(List.of(new Positive(3)));
    byte[] negative = payload.clone();
    negative[negative.length - 1] = 1; // zigzag of -1

    assertThatThrownBy(() -> read(negative))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("Positive threw java.lang.IllegalArgumentException: not positive");
    assertThatThrownBy(() -> read(Arrays.copyOf(payload, payload.length - 1)))
        .hasMessageStartingWith("the payload is cut short");
    assertThatThrownBy(() -> read(new byte[] {99}))
        .hasMessage("no kind of value has the number 99");
    assertThatThrownBy(
            () ->
                new ValueReader(payload, ClassLoader.getPlatformClassLoader(), JobCodecs.NONE)
                    .read())
        .hasMessage("the job's classes have no " + Positive.class.getName());
  }

  @Test
  void a_class_that_is_no_record_is_not_made() throws Exception {
    byte[] payload = write(List.of(new Empty()));
    byte[] name = Empty.class.getName().getBytes(StandardCharsets.UTF_8);
    byte[] other = "java.lang.Thread".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream forged = new ByteArrayOutputStream();
    forged.writeBytes(Arrays.copyOf(payload, payload.length - name.length - 1));
    forged.write(2 * other.length); // zigzag
    forged.writeBytes(other);

    assertThatThrownBy(() -> read(forged.toByteArray()))
        .hasMessage("java.lang.Thread is no record");
  }

  @Test
  void what_an_own_codec_leaves_or_lacks_is_said_in_a_sentence() throws Exception {
    byte[] payload = write(List.of(new Money(1, "EUR")));
    byte[] longer = Arrays.copyOf(payload, payload.length + 1);
    longer[payload.length - 14] += 2; // zigzag of one more

    assertThatThrownBy(() -> read(longer))
        .hasMessage("the codec of %s left 1 bytes".formatted(Money.class.getName()));
    assertThatThrownBy(
            () ->
                new ValueReader(payload, ValueCodecTest.class.getClassLoader(), JobCodecs.NONE)
                    .read())
        .hasMessageStartingWith("the codec of " + Money.class.getName())
        .hasMessageEndingWith("the job has no codec for it");
  }

  @Test
  void keys_whose_equals_may_have_other_bytes_are_refused_at_any_depth() {
    List<Object> keys =
        List.of(Map.of(), Set.of(1), new byte[] {1}, new Point(1, 1, List.of(Set.of())));

    assertThat(keys)
        .allSatisfy(
            key ->
                assertThatThrownBy(() -> partitionOf(key))
                    .isInstanceOf(ValueException.class)
                    .hasMessageContaining("can't be in a key, because two that hold the same"));
  }

  @Test
  void the_partition_of_a_key_is_the_same_for_ever() throws Exception {
    assertThat(partitionOf("apple")).isEqualTo(392);
    assertThat(partitionOf(12L)).isEqualTo(455);
    assertThat(partitionOf(new KeyValue<>("a", 1))).isEqualTo(83);
  }

  @Test
  void the_partition_of_a_key_does_not_depend_on_what_was_written_before() throws Exception {
    PairWriter pairs = new PairWriter(1000, JobCodecs.NONE);
    for (int i = 0; i < 100; i++) {
      pairs.write(new Point(i, i, "x"), 1L);
    }
    List<byte[]> before = pairs.payloads();
    int alone = partitionOf(new KeyValue<>("a", 1));
    pairs.write(new KeyValue<>("a", 1), 1L);

    assertThat(pairs.payloads().get(alone).length).isGreaterThan(before.get(alone).length);
  }

  @Test
  void keys_spread_over_the_partitions() throws Exception {
    PairWriter pairs = new PairWriter(8, JobCodecs.NONE);
    for (int i = 0; i < 8_000; i++) {
      pairs.write("key-" + i, true);
    }

    // About 11 bytes a pair and 1000 pairs a partition.
    assertThat(pairs.payloads())
        .allSatisfy(payload -> assertThat(payload.length).isBetween(9_500, 12_500));
  }

  private static int partitionOf(Object key) throws ValueException {
    PairWriter pairs = new PairWriter(1000, JobCodecs.NONE);
    pairs.write(key, 1L);
    List<byte[]> payloads = pairs.payloads();
    for (int i = 0; i < payloads.size(); i++) {
      if (payloads.get(i).length > 0) {
        return i;
      }
    }
    throw new AssertionError("nothing was written");
  }

  private static List<Object> roundTrip(List<Object> values) throws ValueException {
    return read(write(values));
  }

  private static byte[] write(List<?> values) throws ValueException {
    ByteWriter bytes = new ByteWriter();
    ValueWriter writer = ValueWriter.of(bytes, CODECS);
    for (Object value : values) {
      writer.write(value);
    }
    return bytes.toArray();
  }

  private static List<Object> read(byte[] payload) throws ValueException {
    ValueReader reader = new ValueReader(payload, ValueCodecTest.class.getClassLoader(), CODECS);
    List<Object> values = new ArrayList<>();
    while (reader.hasNext()) {
      values.add(reader.read());
    }
    return values;
  }
}
