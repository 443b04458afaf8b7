package io.millrace.connectors.fileoutput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connectors.Outputs;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.Fence;
import io.millrace.dsl.FencedException;
import io.millrace.dsl.FileSink;
import io.millrace.dsl.RunId;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.Sinks;
import io.millrace.testkit.SinkPartitionContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePartitionTest extends SinkPartitionContract {
  private static final RunId RUN = new RunId(1, 1);

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void name_the_directory() {
    directory = temporary.resolve("out");
  }

  @Override
  protected SinkPartition open(SinkContext context) throws IOException {
    return FilePartition.open(Sinks.file(directory), context);
  }

  @Override
  protected String visible() throws IOException {
    return committed("part");
  }

  @Override
  protected boolean remembers() {
    return true;
  }

  @Test
  void segments_end_at_their_size_and_hold_whole_batches() throws Exception {
    FileSink sink = Sinks.file(directory).withSegmentBytes(6);
    try (FilePartition partition = FilePartition.open(sink, context(1, 1))) {
      Outputs.commit(partition, 0, "four\n");
      Outputs.commit(partition, 1, "a long one\n");
      Outputs.commit(partition, 2);
      Outputs.commit(partition, 3, "x\n");
    }
    assertThat(segment(1, 1)).hasContent("four\na long one");
    assertThat(segment(1, 2)).hasContent("x");
    assertThat(committed("part")).isEqualTo("four\na long one\nx\n");
  }

  @Test
  void the_notes_on_progress_do_not_grow() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "x\n");
      long size = Files.size(commits(1, 1));
      for (int batch = 1; batch < 1_000; batch++) {
        Outputs.commit(partition, batch, "x\n");
      }
      assertThat(Files.size(commits(1, 1))).isEqualTo(size).isLessThan(512);
    }
    try (FilePartition again = open(1, 2)) {
      assertThat(again.lastCommitted()).isEqualTo(new BatchId(999));
    }
  }

  @Test
  void data_behind_the_last_commit_does_not_count_and_goes_with_the_next_owner() throws Exception {
    FilePartition crashed = open(1, 1);
    Outputs.commit(crashed, 0, "kept\n");
    Files.writeString(segment(1, 1), "torn", StandardOpenOption.APPEND);

    assertThat(committed("part")).isEqualTo("kept\n");
    try (FilePartition next = open(1, 2)) {
      assertThat(next.lastCommitted()).isEqualTo(new BatchId(0));
      assertThat(segment(1, 1)).hasContent("kept");
      Outputs.commit(next, 1, "next\n");
    }
    assertThat(committed("part")).isEqualTo("kept\nnext\n");
    crashed.close();
  }

  @Test
  void a_broken_byte_in_the_last_commit_record_leaves_the_one_before() throws Exception {
    FilePartition crashed = open(1, 1);
    Outputs.commit(crashed, 0, "kept\n");
    Outputs.commit(crashed, 1, "lost\n");
    byte[] records = Files.readAllBytes(commits(1, 1));
    records[128 + 20] ^= 1; // of the record of batch 1, the third, which is in the second place
    Files.write(commits(1, 1), records);

    assertThat(committed("part")).isEqualTo("kept\n");
    try (FilePartition next = open(1, 2)) {
      assertThat(next.lastCommitted()).isEqualTo(new BatchId(0));
      assertThat(segment(1, 1)).hasContent("kept");
    }
    crashed.close();
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
            .hasMessageContaining(directory.resolve("part-00012").toString());
        Outputs.commit(owner, 1, "by the owner\n");
      }
    }
    assertThat(committed("part")).isEqualTo("zero\nby the owner\n");
  }

  @Test
  void an_older_fence_cannot_open_and_leaves_no_trace() throws Exception {
    open(2, 0).close();

    assertThatThrownBy(() -> open(1, 9)).isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> open(1, 9)).isInstanceOf(FencedException.class);
    assertThat(new Outcome(directory).files()).containsExactly(commits(2, 0).getFileName() + "");
    open(2, 0).close();
  }

  @Test
  void another_run_of_the_job_counts_its_batches_anew_and_adds_to_what_is_there() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 7, "of the first run\n");
    }
    SinkContext later = new SinkContext("job", new RunId(1, 2), "renamed", 12, new Fence(1, 1));
    try (FilePartition partition = FilePartition.open(Sinks.file(directory), later)) {
      assertThat(partition.lastCommitted()).isEqualTo(BatchId.NONE);
      Outputs.commit(partition, 0, "of the second\n");
    }
    assertThat(committed("part")).isEqualTo("of the first run\nof the second\n");
  }

  @Test
  void another_sink_in_the_same_place_is_refused_and_the_first_goes_on() throws Exception {
    SinkContext other = new SinkContext("job", RUN, "errors", 12, new Fence(1, 1));
    SinkContext newer = new SinkContext("another", RUN, "sink", 12, new Fence(9, 9));
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "zero\n");
      for (SinkContext context : new SinkContext[] {other, newer}) {
        assertThatThrownBy(() -> FilePartition.open(Sinks.file(directory), context))
            .isInstanceOf(IOException.class)
            .hasMessage(
                "file sink can't write %s: it is written by sink of job job; give each sink a directory of its own, or a prefix",
                directory.resolve("part-00012"));
      }
      Outputs.commit(partition, 1, "one\n");
      try (FilePartition beside =
          FilePartition.open(Sinks.file(directory).withPrefix("errors"), other)) {
        Outputs.commit(beside, 0, "wrong\n");
      }
    }
    SinkContext elsewhere = new SinkContext("another", RUN, "sink", 3, new Fence(1, 1));
    assertThatThrownBy(() -> FilePartition.open(Sinks.file(directory), elsewhere))
        .hasMessageContaining("it is written by sink of job job");
    open(1, 2).close();
    assertThat(committed("part")).isEqualTo("zero\none\n");
    assertThat(committed("errors")).isEqualTo("wrong\n");
  }

  @Test
  void segments_without_any_note_of_progress_are_nobodys_and_left_alone() throws Exception {
    Files.createDirectories(directory);
    Files.writeString(segment(1, 1), "of someone\n");

    assertThatThrownBy(() -> open(1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "%s is there and nothing says how much of it was committed; empty the directory",
            segment(1, 1));
    assertThat(new Outcome(directory).files()).containsExactly("part-00012-000001-000001.txt");
  }

  @Test
  void committed_data_that_has_gone_is_told_and_not_papered_over() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Outputs.commit(partition, 0, "12345\n");
    }
    Files.writeString(segment(1, 1), "12");

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> open(1, 2))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(
              "%s should have 6 committed bytes and has 2", segment(1, 1).getFileName());
    }
  }

  @Test
  void a_directory_that_is_removed_under_a_running_job_is_said_so() throws Exception {
    try (FilePartition partition = open(1, 1)) {
      Files.delete(commits(1, 1));
      assertThatThrownBy(() -> Outputs.commit(partition, 0, "x\n"))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(FencedException.class)
          .hasMessageEndingWith("%s was removed", commits(1, 1).getFileName());
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_said_with_its_path() throws Exception {
    Files.writeString(directory, "a file");

    assertThatThrownBy(() -> open(1, 1))
        .isInstanceOf(IOException.class)
        .hasMessage("file sink can't make the directory " + directory + ": a file is in the way");
  }

  private FilePartition open(long epoch, long planVersion) throws IOException {
    return FilePartition.open(Sinks.file(directory), context(epoch, planVersion));
  }

  private static SinkContext context(long epoch, long planVersion) {
    return new SinkContext("job", RUN, "sink", 12, new Fence(epoch, planVersion));
  }

  private String committed(String prefix) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CommittedOutput.of(directory, prefix).writeTo(bytes);
    return bytes.toString(UTF_8);
  }

  private Path segment(int owner, int number) {
    return directory.resolve("part-00012-%06d-%06d.txt".formatted(owner, number));
  }

  private Path commits(long epoch, long planVersion) {
    return directory.resolve(".part-00012-%016x-%016x.commits".formatted(epoch, planVersion));
  }
}
