package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import io.millrace.dsl.RunId;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What a partition of a sink that writes lines keeps to. Whoever writes one extends this, and
 * inherits its tests.
 */
public abstract class SinkPartitionContract {
  /** For those who extend it. */
  protected SinkPartitionContract() {}

  /** Opens the partition under test. */
  protected abstract SinkPartition open(SinkContext context) throws IOException;

  /** What can be seen of its output. */
  protected abstract String visible() throws Exception;

  /** Whether it knows what it has committed when it is opened again. */
  protected abstract boolean remembers();

  @Test
  void a_batch_is_visible_when_it_is_committed_and_not_before() throws Exception {
    try (SinkPartition partition = open(context(1))) {
      assertThat(partition.lastCommitted()).isEqualTo(BatchId.NONE);
      write(partition, 3, "of the first task\n");
      write(partition, 3, "of the second\n");
      assertThat(visible()).isEmpty();

      partition.commit(new BatchId(3));
      assertThat(visible()).isEqualTo("of the first task\nof the second\n");
      write(partition, 7, "grün\n");
      partition.commit(new BatchId(7));
      assertThat(visible()).isEqualTo("of the first task\nof the second\ngrün\n");
    }
  }

  @Test
  void of_a_batch_that_is_given_up_nothing_is_seen() throws Exception {
    try (SinkPartition partition = open(context(1))) {
      write(partition, 0, "given up\n");
      write(partition, 1, "kept\n");
      partition.commit(new BatchId(1));
      write(partition, 2, "given up\n");
      partition.commit(new BatchId(3));
      write(partition, 4, "kept, too\n");
      partition.commit(new BatchId(4));
      write(partition, 5, "given up with the partition\n");
    }
    assertThat(visible()).isEqualTo("kept\nkept, too\n");
  }

  @Test
  void the_next_owner_goes_on_where_the_last_one_stopped() throws Exception {
    try (SinkPartition partition = open(context(1))) {
      write(partition, 0, "zero\n");
      partition.commit(new BatchId(0));
      partition.commit(new BatchId(1));
    }
    try (SinkPartition partition = open(context(2))) {
      BatchId expected = remembers() ? new BatchId(1) : BatchId.NONE;
      assertThat(partition.lastCommitted()).isEqualTo(expected);
      write(partition, 2, "two\n");
      partition.commit(new BatchId(2));
    }
    assertThat(visible()).isEqualTo("zero\ntwo\n");
  }

  private static SinkContext context(long planVersion) {
    return new SinkContext("job", new RunId(1, 1), "sink", 0, new Fence(1, planVersion));
  }

  private static void write(SinkPartition partition, long batch, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DataInputStream output = new DataInputStream(new ByteArrayInputStream(bytes));
    partition.write(new BatchId(batch), output, bytes.length);
  }
}
