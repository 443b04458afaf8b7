package io.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSinkTest {
  private static final List<Object> CALLS = new ArrayList<>();

  record Reading(String sensor, List<Double> values) {}

  @Test
  void records_with_a_derived_codec_reach_the_function_batch_by_batch() throws Exception {
    BatchSink<Reading> sink =
        new BatchSink<>(
            (batch, partition, readings) -> CALLS.add(List.of(batch, partition, readings)),
            new BatchFormat.Derived<>(JobCodecs.NONE));
    List<Reading> first =
        List.of(new Reading("a", List.of(1.5)), new Reading("b", List.of(2.0, -0.0)));
    List<Reading> second = List.of(new Reading("c", List.of()));
    SinkCollector<Reading> collector = sink.collector();
    SinkPartition partition =
        sink.open(new SinkContext("job", new RunId(1, 1), "sink-1", 3, new Fence(1, 1)));

    collector.accept(new Reading("of a task that failed", List.of()));
    collector.discard();
    write(partition, 1, bytes(collector, first));
    partition.commit(new BatchId(1));
    write(partition, 2, bytes(collector, second));
    partition.commit(new BatchId(2));
    partition.commit(new BatchId(3));

    assertThat(CALLS)
        .containsExactly(List.of(new BatchId(1), 3, first), List.of(new BatchId(2), 3, second));
  }

  private static byte[] bytes(SinkCollector<Reading> collector, List<Reading> readings)
      throws Exception {
    for (Reading reading : readings) {
      collector.accept(reading);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    collector.finish(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void write(SinkPartition partition, long batch, byte[] bytes) throws Exception {
    DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes));
    partition.write(new BatchId(batch), input, bytes.length);
  }
}
