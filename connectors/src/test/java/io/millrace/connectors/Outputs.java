package io.millrace.connectors;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.SinkPartition;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes outputs of tasks to a partition. */
public final class Outputs {
  private Outputs() {}

  public static void write(SinkPartition partition, long batch, String text) throws IOException {
    write(partition, batch, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(SinkPartition partition, long batch, byte[] bytes) throws IOException {
    DataInputStream output = new DataInputStream(new ByteArrayInputStream(bytes));
    partition.write(new BatchId(batch), output, bytes.length);
  }

  public static void commit(SinkPartition partition, long batch, String... texts)
      throws IOException {
    for (String text : texts) {
      write(partition, batch, text);
    }
    partition.commit(new BatchId(batch));
  }
}
