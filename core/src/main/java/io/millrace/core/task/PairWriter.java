package io.millrace.core.task;

import io.millrace.dsl.value.ByteWriter;
import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;
import io.millrace.dsl.value.ValueWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys with their values, encoded for the partitions of a shuffle. The partition of a key is the
 * hash of its encoded bytes, so it is the same on every worker and in every run.
 */
final class PairWriter {
  private static final byte[] NOTHING = {};

  private final @Nullable Partition[] partitions;
  private final OwnCodecs codecs;
  private final ByteWriter keyBytes = new ByteWriter();
  private final ValueWriter keyWriter;

  PairWriter(int partitions, OwnCodecs codecs) {
    this.codecs = codecs;
    this.keyWriter = ValueWriter.ofKeys(keyBytes, codecs);
    this.partitions = new @Nullable Partition[partitions];
  }

  /** In the order of calls, within each partition. */
  void write(@Nullable Object key, @Nullable Object value) throws ValueException {
    keyWriter.clear();
    keyWriter.write(key);
    Partition partition = partition(Math.floorMod(keyBytes.hash(), partitions.length));
    partition.writer.write(key);
    partition.writer.write(value);
  }

  /** A record without a key. */
  void writeTo(int partition, Object record) throws ValueException {
    partition(partition).writer.write(record);
  }

  /** One a partition; empty where nothing was written. */
  List<byte[]> payloads() {
    List<byte[]> payloads = new ArrayList<>(partitions.length);
    for (Partition partition : partitions) {
      payloads.add(partition == null ? NOTHING : partition.bytes.toArray());
    }
    return payloads;
  }

  private Partition partition(int index) {
    Partition partition = partitions[index];
    if (partition == null) {
      partition = new Partition(codecs);
      partitions[index] = partition;
    }
    return partition;
  }

  private static final class Partition {
    private final ByteWriter bytes = new ByteWriter();
    private final ValueWriter writer;

    Partition(OwnCodecs codecs) {
      this.writer = ValueWriter.of(bytes, codecs);
    }
  }
}
