package io.millrace.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import io.millrace.dsl.FencedException;
import io.millrace.dsl.SinkContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePartitionTest {
  @TempDir private Path temporary;

  @Test
  void batches_become_visible_at_their_commit() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      assertThat(partition.lastCommitted()).isEqualTo(BatchId.NONE);
      Outputs.write(partition, 4, "a\n");
      Outputs.write(partition, 4, "b\n");
      assertThat(data()).isEmptyFile();
      partition.commit(new BatchId(4));
      assertThat(data()).hasContent("a\nb");
      Outputs.commit(partition, 6, "c\n");
      assertThat(partition.lastCommitted()).isEqualTo(new BatchId(6));
    }
    assertThat(data()).hasContent("a\nb\nc");
  }

  @Test
  void a_batch_given_up_leaves_nothing() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.write(partition, 0, "given up\n");
      Outputs.commit(partition, 1, "kept\n");
      Outputs.write(partition, 2, "given up\n");
      partition.commit(new BatchId(3));
    }
    assertThat(data()).hasContent("kept");
  }

  @Test
  void what_a_crash_left_behind_the_last_commit_is_cut_off() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "kept\n");
    }
    Files.writeString(data(), "torn", StandardOpenOption.APPEND);

    try (FilePartition again = open(1, 1)) {
      assertThat(again.lastCommitted()).isEqualTo(new BatchId(0));
      assertThat(data()).hasContent("kept");
      Outputs.commit(again, 1, "next\n");
    }
    assertThat(data()).hasContent("kept\nnext");
  }

  @Test
  void a_commit_that_was_itself_torn_does_not_count() throws Exception {
    long lengthOfOne;
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "kept\n");
      lengthOfOne = Files.size(log());
      Outputs.commit(partition, 1, "lost\n");
    }
    byte[] whole = Files.readAllBytes(log());
    for (int length = (int) lengthOfOne; length < whole.length; length++) {
      Files.write(log(), Arrays.copyOf(whole, length));
      Files.writeString(data(), "kept\nlost\n");

      try (FilePartition again = open(1, 1)) {
        assertThat(again.lastCommitted()).isEqualTo(new BatchId(0));
        Outputs.commit(again, 1, "redone\n");
      }
      assertThat(data()).hasContent("kept\nredone");
      try (FilePartition third = open(1, 1)) {
        assertThat(third.lastCommitted()).isEqualTo(new BatchId(1));
      }
    }
  }

  @Test
  void a_commit_record_with_a_broken_byte_does_not_count() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "kept\n");
      Outputs.commit(partition, 1, "lost\n");
    }
    byte[] whole = Files.readAllBytes(log());
    whole[whole.length - 20] ^= 1;
    Files.write(log(), whole);

    try (FilePartition again = open(1, 1)) {
      assertThat(again.lastCommitted()).isEqualTo(new BatchId(0));
      assertThat(data()).hasContent("kept");
    }
  }

  @Test
  void an_owner_that_was_replaced_can_commit_no_more() throws Exception {
    try (FilePartition former = open(1, 1)) {
      Outputs.commit(former, 0, "zero\n");
      Outputs.write(former, 1, "by the former\n");
      try (FilePartition owner = open(1, 2)) {
        assertThat(owner.lastCommitted()).isEqualTo(new BatchId(0));

        assertThatThrownBy(() -> former.commit(new BatchId(1)))
            .isInstanceOf(FencedException.class)
            .hasMessageContaining(data().toString());
        Outputs.commit(owner, 1, "by the owner\n");
      }
    }
    assertThat(data()).hasContent("zero\nby the owner");
  }

  @Test
  void an_older_fence_cannot_open() throws Exception {
    open(2, 0).close();

    assertThatThrownBy(() -> open(1, 9)).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> open(1, 9)).isInstanceOf(FencedException.class);
    open(2, 0).close();
  }

  @Test
  void committed_data_that_has_gone_is_told_and_not_papered_over() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "12345\n");
    }
    Files.writeString(data(), "12");

    assertThatThrownBy(() -> open(1, 1))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file sink can't write " + data() + ": 6 bytes were committed but only 2 are there");
  }

  @Test
  void a_full_disk_is_said_with_the_path_and_commits_nothing() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no device that is always full");
    Files.createDirectories(directory());
    Files.createSymbolicLink(data(), full);

    try (FilePartition partition = open(1, 1)) {
      assertThatThrownBy(() -> Outputs.commit(partition, 0, "x\n"))
          .isInstanceOf(IOException.class)
          .hasMessage("file sink can't write " + data() + ": No space left on device");
      assertThat(partition.lastCommitted()).isEqualTo(BatchId.NONE);
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_said_with_its_path() throws Exception {
    Files.writeString(temporary.resolve("out"), "a file");

    assertThatThrownBy(() -> open(1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("file sink can't make the directory " + directory() + ": ");
  }

  private FilePartition open(long epoch, long planVersion) throws IOException {
    return FilePartition.open(
        directory(), new SinkContext("job", 12, new Fence(epoch, planVersion)));
  }

  private Path directory() {
    return temporary.resolve("out");
  }

  private Path data() {
    return directory().resolve("part-00012.txt");
  }

  private Path log() {
    return directory().resolve("part-00012.commits");
  }
}
