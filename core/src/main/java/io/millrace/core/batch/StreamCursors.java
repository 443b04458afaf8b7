package io.millrace.core.batch;

import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.LeasedCut;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All streams of a job, in order. */
final class StreamCursors {
  private final Map<StreamId, StreamCursor> streams = new TreeMap<>();

  void open(StreamId stream, WorkerId worker, long position, BatchId holdThrough) {
    streams.computeIfAbsent(stream, StreamCursor::new).open(worker, position, holdThrough);
  }

  Collection<StreamCursor> all() {
    return streams.values();
  }

  @Nullable StreamCursor find(StreamId stream) {
    return streams.get(stream);
  }

  boolean isReader(WorkerId worker, StreamId stream) {
    return readBy(worker, stream) != null;
  }

  /** The stream, if the worker reads it. */
  @Nullable StreamCursor readBy(WorkerId worker, StreamId id) {
    StreamCursor stream = streams.get(id);
    return stream != null && stream.isReadBy(worker) ? stream : null;
  }

  void stored(WorkerId worker, List<BlockMeta> blocks) {
    for (BlockMeta block : blocks) {
      StreamCursor stream = readBy(worker, block.stream());
      if (stream != null) {
        stream.stored(block, worker);
      }
    }
  }

  /**
   * @param isCut whether it is the reader who cuts the batch
   */
  void marked(WorkerId worker, List<StreamMark> marks, Predicate<BatchId> isCut) {
    for (StreamMark mark : marks) {
      StreamCursor stream = readBy(worker, mark.stream());
      if (stream != null && isCut.test(mark.batch())) {
        stream.told(mark.batch(), mark.position());
      } else if (stream != null) {
        stream.mark(mark);
      }
    }
  }

  void told(WorkerId worker, LeasedCut cut) {
    cut.positions()
        .forEach(
            (id, position) -> {
              StreamCursor stream = readBy(worker, id);
              if (stream != null) {
                stream.told(cut.batch(), position);
              }
            });
  }

  void seen(Map<StreamId, Long> positions) {
    positions.forEach(
        (id, position) -> {
          StreamCursor stream = streams.get(id);
          if (stream != null) {
            stream.seen(position);
          }
        });
  }

  /** Where each goes on; whatever was marked behind that is forgotten. */
  Map<StreamId, Long> handOver() {
    Map<StreamId, Long> starts = new TreeMap<>();
    for (StreamCursor stream : all()) {
      stream.forgetMarks();
      starts.put(stream.stream(), stream.start());
    }
    return starts;
  }

  /** How far each that is being read has been reported without a hole. */
  Map<StreamId, Long> reportedThrough() {
    Map<StreamId, Long> reported = new TreeMap<>();
    for (StreamCursor stream : all()) {
      if (stream.isBeingRead()) {
        reported.put(stream.stream(), stream.storedThrough());
      }
    }
    return reported;
  }

  long unassignedBytes() {
    return all().stream().mapToLong(StreamCursor::unassignedBytes).sum();
  }

  /** Whether there are some, and all have ended and are cut to their end. */
  boolean areOver() {
    return !streams.isEmpty()
        && all().stream().allMatch(s -> s.isEnded() && s.cut() >= s.storedThrough());
  }
}
