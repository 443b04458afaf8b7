package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Types that need a codec and have none are refused when the job is defined. */
class CodecCheckTest {
  private static final String OUT =
      " has no codec; use a string, a primitive, byte[], an enum, a record, or a list, set or map of"
          + " these, or give the job a codec for it with context.codec(..)";

  private final StreamContext context = new StreamContext("job");
  private final DStream<String> lines =
      context.source(Sources.socket("localhost", 9999), Decoders.lines());

  record Reading(String sensor, Socket at) {
    static Reading parse(String line) {
      return new Reading(line, new Socket());
    }

    static List<Box<Reading>> several(String line) {
      return List.of(new Box<>(parse(line)));
    }
  }

  record Box<T>(T content) {}

  record Tree(String name, List<Tree> branches) {
    static Tree parse(String line) {
      return new Tree(line, List.of());
    }
  }

  record Everything(
      int number,
      byte[] bytes,
      TimeUnit unit,
      Map<String, List<Double>> map,
      Set<Box<Character>> set,
      Comparable<?> open) {
    static Everything parse(String line) {
      throw new UnsupportedOperationException(line);
    }
  }

  record Tags(Set<String> tags) {
    static Tags parse(String line) {
      return new Tags(Set.of(line));
    }
  }

  @Test
  void a_component_that_has_no_codec_is_named_with_the_way_to_it_and_the_operator() {
    refused(
        stream -> stream.map(Reading::parse).repartition(),
        "repartition-2 must encode its records: Reading.at: java.net.Socket" + OUT);
  }

  @Test
  void the_type_of_a_lambda_is_known_too() {
    refused(
        stream -> stream.map(line -> Reading.parse(line)).min((a, b) -> 0),
        "min-2 must encode its records: Reading.at: java.net.Socket" + OUT);
  }

  @Test
  void keys_are_looked_at_apart() {
    refused(
        stream -> stream.keyBy(line -> Instant.parse(line)).count(),
        "count-1 must encode its keys: java.time.Instant" + OUT);
  }

  @Test
  void arguments_of_types_are_followed_where_they_are_known() {
    refused(
        stream -> stream.flatMap(Reading::several).distinctBy(box -> 1),
        "distinctBy-2 must encode its records: Reading.at: java.net.Socket" + OUT);
  }

  @Test
  void the_pairs_of_one_operator_are_the_records_of_the_next() {
    refused(
        stream ->
            stream
                .keyBy(line -> line)
                .aggregate(new Sockets())
                .named("sockets")
                .topK(3, (a, b) -> 0),
        "topK-2 must encode its records: KeyValue.value: java.net.Socket" + OUT);
  }

  /** The sums have a codec, the results have none. */
  private static final class Sockets implements Aggregator<String, List<String>, Socket> {
    @Override
    public List<String> add(@Nullable List<String> sum, String record) {
      return new ArrayList<>();
    }

    @Override
    public List<String> merge(List<String> sum, List<String> behind) {
      return sum;
    }

    @Override
    public Socket result(List<String> sum) {
      return new Socket();
    }
  }

  @Test
  void the_function_of_a_class_of_its_own_is_known() {
    refused(
        stream -> stream.map(new Opening()).repartition(),
        "repartition-2 must encode its records: an element: java.net.Socket" + OUT);
  }

  private static final class Opening implements MapFunction<String, List<Socket>> {
    @Override
    public List<Socket> apply(String record) {
      return List.of();
    }
  }

  @Test
  void a_key_that_holds_a_set_is_refused() {
    refused(
        stream -> stream.map(Tags::parse).keyBy(tags -> tags).first(),
        "first-2 must encode its keys: Tags.tags: java.util.Set can't be in a key, because two that"
            + " hold the same need not meet; use a string, a list or a record");
  }

  @Test
  void foreach_batch_needs_a_codec_too() {
    lines.map(Reading::parse).foreachBatch((batch, partition, readings) -> {});

    assertThatThrownBy(context::plan)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("job job: sink-1 must encode its records: Reading.at: java.net.Socket" + OUT);
  }

  @Test
  void a_codec_of_the_jobs_own_is_the_way_out() {
    lines.map(Reading::parse).repartition().foreachBatch((batch, partition, readings) -> {});
    context.codec(new NoCodec<>(Socket.class));

    assertThatCode(context::plan).doesNotThrowAnyException();
  }

  @Test
  void what_can_not_be_known_and_what_has_a_codec_is_let_pass() {
    lines.map(Everything::parse).repartition().to(Sinks.console());
    lines.map(Tree::parse).distinct().to(Sinks.console());
    lines.map(line -> (Object) new Socket()).repartition().to(Sinks.console());
    lines.flatMap(line -> List.of(new Socket())).repartition().to(Sinks.console());
    lines.map(line -> new Socket()).map(Socket::getPort).distinct().to(Sinks.console());
    lines.map(line -> new Box<>(new Socket())).repartition().to(Sinks.console());

    assertThatCode(context::plan).doesNotThrowAnyException();
  }

  @Test
  void codecs_that_can_not_be_are_refused() {
    context.codec(new NoCodec<>(Socket.class));

    assertThatThrownBy(() -> context.codec(new NoCodec<>(Socket.class)))
        .hasMessage("job job has two codecs for java.net.Socket");
    assertThatThrownBy(() -> context.codec(new NoCodec<>(String.class)))
        .hasMessage("job job can't have a codec of its own for java.lang.String");
  }

  @Test
  void views_are_not_for_foreach_batch() {
    DStream<StampedRecord> views =
        context.source(Sources.socket("localhost", 1), Decoders.stamped(20));

    assertThatThrownBy(() -> views.foreachBatch((batch, partition, records) -> {}))
        .isInstanceOf(JobDefinitionException.class)
        .hasMessageContaining("foreachBatch keeps StampedRecord records, which are views");
  }

  private void refused(Function<DStream<String>, DStream<?>> job, String sentence) {
    job.apply(lines).to(Sinks.console());

    assertThatThrownBy(context::plan)
        .isInstanceOf(JobDefinitionException.class)
        .hasMessage("job job: " + sentence);
  }

  private record NoCodec<T>(Class<T> type) implements Codec<T> {
    @Override
    public void encode(T record, DataOutput output) {}

    @Override
    public T decode(DataInput input) {
      throw new UnsupportedOperationException("never read");
    }
  }
}
